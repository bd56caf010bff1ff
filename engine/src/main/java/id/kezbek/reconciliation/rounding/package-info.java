/** The rule that writes off differences of at most a rupiah automatically; at first there is no rule. */
@NullMarked
package id.kezbek.reconciliation.rounding;

import org.jspecify.annotations.NullMarked;
