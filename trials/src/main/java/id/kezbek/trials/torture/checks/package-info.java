/** The checks after a run: ledger, payments, loyalty, answers. */
@NullMarked
package id.kezbek.trials.torture.checks;

import org.jspecify.annotations.NullMarked;
