/** What a payout costs through which provider: tariffs, routing and the wallets' limits. */
@NullMarked
package id.kezbek.payouts.pricing;

import org.jspecify.annotations.NullMarked;
