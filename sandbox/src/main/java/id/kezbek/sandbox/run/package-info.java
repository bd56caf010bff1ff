/**
 * The commands {@code up} and {@code demo}: one process checks the machine, starts the external systems and the engine,
 * monitors both, and stops them in the right order. This process uses only the engine's process, properties file and
 * health address, so the engine can be killed and replaced.
 */
@NullMarked
package id.kezbek.sandbox.run;

import org.jspecify.annotations.NullMarked;
