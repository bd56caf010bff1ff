/** What refunds of purchases do to payouts: take back what was not sent, and set off the rest in later payouts. */
@NullMarked
package id.kezbek.payouts.refund;

import org.jspecify.annotations.NullMarked;
