/** Xenit's protocol: one aggregator for all wallets, wallet and number in one field. */
@NullMarked
package id.kezbek.payouts.providers.xenit;

import org.jspecify.annotations.NullMarked;
