/** The ledger's contribution to the close of a month. */
@NullMarked
package id.kezbek.ledger.closing;

import org.jspecify.annotations.NullMarked;
