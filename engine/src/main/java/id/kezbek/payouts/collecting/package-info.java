/** Small payouts: those of a customer to one wallet are collected until they reach the wallet's minimum. */
@NullMarked
package id.kezbek.payouts.collecting;

import org.jspecify.annotations.NullMarked;
