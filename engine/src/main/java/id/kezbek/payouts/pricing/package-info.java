/** The cost of payouts: providers' fees, routing and the wallets' limits. */
@NullMarked
package id.kezbek.payouts.pricing;

import org.jspecify.annotations.NullMarked;
