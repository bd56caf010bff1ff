/** Deletes expired stored responses. */
@NullMarked
package id.kezbek.shared.idempotency.jobs;

import org.jspecify.annotations.NullMarked;
