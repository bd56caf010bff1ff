/** Checks and figures of a month's close that concern invoices. */
@NullMarked
package id.kezbek.billing.closing;

import org.jspecify.annotations.NullMarked;
