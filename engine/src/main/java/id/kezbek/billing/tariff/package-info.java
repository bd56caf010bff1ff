/** The terms of partners' invoices; each version is valid from a certain month. */
@NullMarked
package id.kezbek.billing.tariff;

import org.jspecify.annotations.NullMarked;
