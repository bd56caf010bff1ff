/** Computes, issues and credits invoices. */
@NullMarked
package id.kezbek.billing.issuing;

import org.jspecify.annotations.NullMarked;
