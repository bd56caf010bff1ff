/** The pages of payouts: lists, and one payout with the possible decisions. */
@NullMarked
package id.kezbek.console.payouts;

import org.jspecify.annotations.NullMarked;
