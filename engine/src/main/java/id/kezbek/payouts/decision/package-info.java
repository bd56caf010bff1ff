/** What people decide about a payout or an attempt, by approval. */
@NullMarked
package id.kezbek.payouts.decision;

import org.jspecify.annotations.NullMarked;
