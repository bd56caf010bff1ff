/** A purchase as a partner reports it, and the periods that limits count in. */
@NullMarked
package id.kezbek.cashback.purchase;

import org.jspecify.annotations.NullMarked;
