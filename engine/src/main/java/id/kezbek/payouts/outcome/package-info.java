/** Decides what a provider's answer means for an attempt and its payout, and books the result. */
@NullMarked
package id.kezbek.payouts.outcome;

import org.jspecify.annotations.NullMarked;
