/** Explains how each closing balance at a provider results from the previous closing balance. */
@NullMarked
package id.kezbek.reconciliation.bridge;

import org.jspecify.annotations.NullMarked;
