/** Decisions of two people about a payout or an attempt. */
@NullMarked
package id.kezbek.payouts.decision;

import org.jspecify.annotations.NullMarked;
