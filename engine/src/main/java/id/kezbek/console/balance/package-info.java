/** An officer's balance and its statement of account. */
@NullMarked
package id.kezbek.console.balance;

import org.jspecify.annotations.NullMarked;
