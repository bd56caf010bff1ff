/** Reads a sample with a proposed profile and stores nothing. */
@NullMarked
package id.kezbek.reconciliation.dryrun;

import org.jspecify.annotations.NullMarked;
