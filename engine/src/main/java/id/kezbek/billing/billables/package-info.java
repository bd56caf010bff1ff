/** The amounts for an invoice: from the ledger's lines, or faster from sums of each day. */
@NullMarked
package id.kezbek.billing.billables;

import org.jspecify.annotations.NullMarked;
