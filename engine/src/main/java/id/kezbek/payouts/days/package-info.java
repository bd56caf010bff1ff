/** Stores the sums of payouts for each day, so that reading totals is fast for any number of payouts. */
@NullMarked
package id.kezbek.payouts.days;

import org.jspecify.annotations.NullMarked;
