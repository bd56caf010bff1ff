/** The pages of one customer of a partner: tier, tier history, purchases and payouts. */
@NullMarked
package id.kezbek.console.customers;

import org.jspecify.annotations.NullMarked;
