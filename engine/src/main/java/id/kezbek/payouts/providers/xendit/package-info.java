/** The adapter of Xendit Payouts v2, an aggregator that accepts orders and ends them later. */
@NullMarked
package id.kezbek.payouts.providers.xendit;

import org.jspecify.annotations.NullMarked;
