/** The checks after a run: ledger, payments, loyalty, responses. */
@NullMarked
package id.kezbek.trials.torture.checks;

import org.jspecify.annotations.NullMarked;
