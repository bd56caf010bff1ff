/** The pages of invoices, their account, and partners' debts. */
@NullMarked
package id.kezbek.console.invoices;

import org.jspecify.annotations.NullMarked;
