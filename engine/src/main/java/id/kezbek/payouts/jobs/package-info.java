/** Scheduled work of payouts: dispatch, inquiries, the release of held payouts, and gauges. */
@NullMarked
package id.kezbek.payouts.jobs;

import org.jspecify.annotations.NullMarked;
