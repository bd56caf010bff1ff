/** Middletrans's protocol: one aggregator for all wallets, two signs of success. */
@NullMarked
package id.kezbek.payouts.providers.middletrans;

import org.jspecify.annotations.NullMarked;
