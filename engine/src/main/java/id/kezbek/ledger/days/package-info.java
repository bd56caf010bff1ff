/**
 * Stores the accounts' balances at the end of each day, so that reading a balance is fast for any length of history.
 */
@NullMarked
package id.kezbek.ledger.days;

import org.jspecify.annotations.NullMarked;
