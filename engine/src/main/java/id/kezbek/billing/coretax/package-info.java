/** Data exchange with the tax office: exports invoices as XML and imports tax invoice numbers. */
@NullMarked
package id.kezbek.billing.coretax;

import org.jspecify.annotations.NullMarked;
