/** Invoices, their account, and what partners owe. */
@NullMarked
package id.kezbek.console.invoices;

import org.jspecify.annotations.NullMarked;
