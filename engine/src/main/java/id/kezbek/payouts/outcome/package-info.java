/** Decides what a provider's answer means for an attempt and its payout, and books it. */
@NullMarked
package id.kezbek.payouts.outcome;

import org.jspecify.annotations.NullMarked;
