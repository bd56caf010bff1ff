/** Our money at a provider from one closing balance to the next. */
@NullMarked
package id.kezbek.reconciliation.bridge;

import org.jspecify.annotations.NullMarked;
