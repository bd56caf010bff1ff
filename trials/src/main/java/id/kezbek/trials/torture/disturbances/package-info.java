/** What goes wrong: kills, provider faults, doubled messages. */
@NullMarked
package id.kezbek.trials.torture.disturbances;

import org.jspecify.annotations.NullMarked;
