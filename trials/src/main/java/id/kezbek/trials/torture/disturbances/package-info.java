/** The disturbances: kills, provider faults, repeated messages. */
@NullMarked
package id.kezbek.trials.torture.disturbances;

import org.jspecify.annotations.NullMarked;
