/** The terms of partners' invoices, each valid from a month on. */
@NullMarked
package id.kezbek.billing.tariff;

import org.jspecify.annotations.NullMarked;
