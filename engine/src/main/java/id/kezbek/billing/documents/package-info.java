/** Invoices as files and e-mails. */
@NullMarked
package id.kezbek.billing.documents;

import org.jspecify.annotations.NullMarked;
