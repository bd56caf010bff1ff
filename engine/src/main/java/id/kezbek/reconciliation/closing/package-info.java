/** The statements' part in the close of a month. */
@NullMarked
package id.kezbek.reconciliation.closing;

import org.jspecify.annotations.NullMarked;
