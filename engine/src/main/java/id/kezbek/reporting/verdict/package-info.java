/** Compares the roll-ups with the ledger. */
@NullMarked
package id.kezbek.reporting.verdict;

import org.jspecify.annotations.NullMarked;
