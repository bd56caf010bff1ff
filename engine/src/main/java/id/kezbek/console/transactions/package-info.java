/** The pages of purchases, with their cashback, payouts and refunds. */
@NullMarked
package id.kezbek.console.transactions;

import org.jspecify.annotations.NullMarked;
