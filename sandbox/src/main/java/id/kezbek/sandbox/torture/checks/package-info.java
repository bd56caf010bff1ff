/** Checks of ledger, payments, loyalty and answers after a run. */
@NullMarked
package id.kezbek.sandbox.torture.checks;

import org.jspecify.annotations.NullMarked;
