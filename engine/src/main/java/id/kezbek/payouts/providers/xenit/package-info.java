/** Xenit's protocol: one aggregator for all wallets; the wallet and the phone number are in one field. */
@NullMarked
package id.kezbek.payouts.providers.xenit;

import org.jspecify.annotations.NullMarked;
