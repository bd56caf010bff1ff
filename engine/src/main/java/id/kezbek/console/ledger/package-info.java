/** The pages of the ledger: accounts, their entries, and the trial balance. */
@NullMarked
package id.kezbek.console.ledger;

import org.jspecify.annotations.NullMarked;
