/** One customer of a partner: tier, journey, purchases and payouts. */
@NullMarked
package id.kezbek.console.customers;

import org.jspecify.annotations.NullMarked;
