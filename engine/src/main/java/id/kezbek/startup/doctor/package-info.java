/**
 * Tells a person what the engine would run with and what stands in its way. No engine is started: it reads the same
 * layers, reaches the same systems through the same libraries, and says of each in one line what to do.
 */
@NullMarked
package id.kezbek.startup.doctor;

import org.jspecify.annotations.NullMarked;
