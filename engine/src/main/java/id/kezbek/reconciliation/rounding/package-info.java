/** The rule that automatically writes off differences of at most one rupiah. A new installation has no such rule. */
@NullMarked
package id.kezbek.reconciliation.rounding;

import org.jspecify.annotations.NullMarked;
