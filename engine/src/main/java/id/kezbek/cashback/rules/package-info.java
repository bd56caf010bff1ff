/** Cashback rules: versions, changes by approval, limits, cost and history. */
@NullMarked
package id.kezbek.cashback.rules;

import org.jspecify.annotations.NullMarked;
