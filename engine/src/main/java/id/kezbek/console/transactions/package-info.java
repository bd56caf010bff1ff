/** Purchases, and all that followed from one. */
@NullMarked
package id.kezbek.console.transactions;

import org.jspecify.annotations.NullMarked;
