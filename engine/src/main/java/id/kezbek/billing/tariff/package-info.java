/** What a partner pays: the terms of its invoices, from a month on. */
@NullMarked
package id.kezbek.billing.tariff;

import org.jspecify.annotations.NullMarked;
