/** Refunds of purchases: what they take back, and what the customer's limits and tier get back. */
@NullMarked
package id.kezbek.cashback.refund;

import org.jspecify.annotations.NullMarked;
