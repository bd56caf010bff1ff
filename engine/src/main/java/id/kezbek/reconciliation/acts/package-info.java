/** Decisions of two people about differences. */
@NullMarked
package id.kezbek.reconciliation.acts;

import org.jspecify.annotations.NullMarked;
