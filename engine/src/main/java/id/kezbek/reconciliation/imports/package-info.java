/** Imports each statement only once, and either completely or not at all. */
@NullMarked
package id.kezbek.reconciliation.imports;

import org.jspecify.annotations.NullMarked;
