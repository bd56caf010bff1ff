/** Stores the daily sums of payouts, so that totals are fast to read. */
@NullMarked
package id.kezbek.payouts.days;

import org.jspecify.annotations.NullMarked;
