/** The cost of payouts: providers' fees, routing, and the limits of wallets. */
@NullMarked
package id.kezbek.payouts.pricing;

import org.jspecify.annotations.NullMarked;
