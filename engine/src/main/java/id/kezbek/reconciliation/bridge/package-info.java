/** Explains each closing balance at a provider from the one before. */
@NullMarked
package id.kezbek.reconciliation.bridge;

import org.jspecify.annotations.NullMarked;
