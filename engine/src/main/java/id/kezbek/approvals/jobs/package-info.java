/** Proposals that nobody decided about come to their end. */
@NullMarked
package id.kezbek.approvals.jobs;

import org.jspecify.annotations.NullMarked;
