/** Payments of invoices, withheld tax, and open amounts. */
@NullMarked
package id.kezbek.billing.receivables;

import org.jspecify.annotations.NullMarked;
