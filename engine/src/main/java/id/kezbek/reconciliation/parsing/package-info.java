/** Reads a statement's bytes into lines of one form. */
@NullMarked
package id.kezbek.reconciliation.parsing;

import org.jspecify.annotations.NullMarked;
