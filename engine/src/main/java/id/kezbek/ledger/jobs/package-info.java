/** Monitors the ledger. */
@NullMarked
package id.kezbek.ledger.jobs;

import org.jspecify.annotations.NullMarked;
