/** The pages of purchases and their consequences. */
@NullMarked
package id.kezbek.console.transactions;

import org.jspecify.annotations.NullMarked;
