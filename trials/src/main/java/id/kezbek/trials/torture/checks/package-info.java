/** Checks of ledger, payments, loyalty and answers after a run. */
@NullMarked
package id.kezbek.trials.torture.checks;

import org.jspecify.annotations.NullMarked;
