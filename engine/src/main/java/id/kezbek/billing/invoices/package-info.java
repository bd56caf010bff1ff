/** Invoices and credit notes: content, numbers and tables. */
@NullMarked
package id.kezbek.billing.invoices;

import org.jspecify.annotations.NullMarked;
