/** The payout checks of the month's close. */
@NullMarked
package id.kezbek.payouts.closing;

import org.jspecify.annotations.NullMarked;
