/** Middletrans's protocol: one aggregator for all wallets, success in two fields. */
@NullMarked
package id.kezbek.payouts.providers.middletrans;

import org.jspecify.annotations.NullMarked;
