/** What runs by itself: dispatch, inquiry, the release of held payouts, and the gauges of what is open. */
@NullMarked
package id.kezbek.payouts.jobs;

import org.jspecify.annotations.NullMarked;
