/** What goes wrong: kills, provider faults, doubled messages. */
@NullMarked
package id.kezbek.sandbox.torture.disturbances;

import org.jspecify.annotations.NullMarked;
