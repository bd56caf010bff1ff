/**
 * {@code ./cezbek bench accept} measures the rate of accepted purchases, the cost per purchase, and the difference to
 * the floor (the same rows, written without HTTP and logic). Three processes have separate processor times: this
 * process with the external systems, the engine with the role {@code api}, and the load generator.
 */
@NullMarked
package id.kezbek.trials.bench;

import org.jspecify.annotations.NullMarked;
