/** Accepts purchases: decides the cashback and writes purchase, tier, ledger and payout in one transaction. */
@NullMarked
package id.kezbek.cashback.accept;

import org.jspecify.annotations.NullMarked;
