/**
 * {@code ./cezbek bench accept} measures how fast purchases are accepted, the cost of each, and the distance from the
 * floor (the same rows, written without HTTP and logic). It uses three processes, so that their processor times are
 * separate: this one with the external systems, the engine with the role {@code api}, and the load generator.
 */
@NullMarked
package id.kezbek.trials.bench;

import org.jspecify.annotations.NullMarked;
