/** Forgetting first answers when their time is over. */
@NullMarked
package id.kezbek.shared.idempotency.jobs;

import org.jspecify.annotations.NullMarked;
