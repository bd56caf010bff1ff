/** Imports statements from the file store, and matches files that a stopped process left unmatched. */
@NullMarked
package id.kezbek.reconciliation.jobs;

import org.jspecify.annotations.NullMarked;
