/** HTTP operations of the ledger for staff. */
@NullMarked
package id.kezbek.ledger.web;

import org.jspecify.annotations.NullMarked;
