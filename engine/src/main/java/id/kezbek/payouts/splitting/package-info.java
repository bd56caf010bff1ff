/** High payouts: an amount that is too high for one order becomes several payouts. */
@NullMarked
package id.kezbek.payouts.splitting;

import org.jspecify.annotations.NullMarked;
