/** Payments of invoices, withheld tax, and what is still open. */
@NullMarked
package id.kezbek.billing.receivables;

import org.jspecify.annotations.NullMarked;
