/** What a provider's answer means for an attempt and its payout, and the entries that book it. */
@NullMarked
package id.kezbek.payouts.outcome;

import org.jspecify.annotations.NullMarked;
