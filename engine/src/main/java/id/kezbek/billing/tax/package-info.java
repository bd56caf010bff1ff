/** The taxes on an invoice: PPN and PPh 23. */
@NullMarked
package id.kezbek.billing.tax;

import org.jspecify.annotations.NullMarked;
