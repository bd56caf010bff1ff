/** Small payouts: a customer's payouts to one wallet are collected until they reach the wallet's minimum. */
@NullMarked
package id.kezbek.payouts.collecting;

import org.jspecify.annotations.NullMarked;
