/** Explains how each closing balance at a provider results from the previous one. */
@NullMarked
package id.kezbek.reconciliation.bridge;

import org.jspecify.annotations.NullMarked;
