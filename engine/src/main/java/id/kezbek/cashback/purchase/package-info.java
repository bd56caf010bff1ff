/** A purchase as a partner reports it, and the periods of limits. */
@NullMarked
package id.kezbek.cashback.purchase;

import org.jspecify.annotations.NullMarked;
