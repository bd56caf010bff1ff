/** Combines a customer's small payouts to one wallet until their sum reaches the wallet's minimum. */
@NullMarked
package id.kezbek.payouts.collecting;

import org.jspecify.annotations.NullMarked;
