/** Refunds of purchases, and their effects on cashback, limits and tiers. */
@NullMarked
package id.kezbek.cashback.refund;

import org.jspecify.annotations.NullMarked;
