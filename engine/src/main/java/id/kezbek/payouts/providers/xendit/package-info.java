/** The adapter of Xendit Payouts v2, an aggregator that accepts orders and decides their results later. */
@NullMarked
package id.kezbek.payouts.providers.xendit;

import org.jspecify.annotations.NullMarked;
