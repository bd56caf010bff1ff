/** Parses the bytes of statements into lines with one common form. */
@NullMarked
package id.kezbek.reconciliation.parsing;

import org.jspecify.annotations.NullMarked;
