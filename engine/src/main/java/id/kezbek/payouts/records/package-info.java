/** Payouts and attempts as rows: their states, their changes, and the claims on them. */
@NullMarked
package id.kezbek.payouts.records;

import org.jspecify.annotations.NullMarked;
