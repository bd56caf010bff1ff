/** The pages of wallets and of providers' fees for payouts to them. */
@NullMarked
package id.kezbek.console.wallets;

import org.jspecify.annotations.NullMarked;
