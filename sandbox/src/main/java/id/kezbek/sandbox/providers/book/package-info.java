/** The provider's book: orders, wallets and their outcomes. */
@NullMarked
package id.kezbek.sandbox.providers.book;

import org.jspecify.annotations.NullMarked;
