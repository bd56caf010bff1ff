/** The invoices' part in the close of a month. */
@NullMarked
package id.kezbek.billing.closing;

import org.jspecify.annotations.NullMarked;
