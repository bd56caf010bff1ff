/** Invoices and credit notes: what they say, their numbers and their tables. */
@NullMarked
package id.kezbek.billing.invoices;

import org.jspecify.annotations.NullMarked;
