/** Payouts and attempts as rows: states, changes and claims. */
@NullMarked
package id.kezbek.payouts.records;

import org.jspecify.annotations.NullMarked;
