/** Wallets, and what providers charge for payouts into them. */
@NullMarked
package id.kezbek.console.wallets;

import org.jspecify.annotations.NullMarked;
