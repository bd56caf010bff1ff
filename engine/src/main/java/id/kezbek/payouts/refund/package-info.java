/**
 * The effects of purchase refunds on payouts: amounts that were not sent are taken back, and the remaining amounts are
 * set off in later payouts.
 */
@NullMarked
package id.kezbek.payouts.refund;

import org.jspecify.annotations.NullMarked;
