/**
 * The commands {@code up} and {@code demo}: one process that checks the machine, starts the outside world and the
 * engine beside it, watches both, and stops them in the right order. It knows the engine only as a process, its
 * properties file and its health address, so that the engine can be killed and replaced without it.
 */
@NullMarked
package id.kezbek.sandbox.run;

import org.jspecify.annotations.NullMarked;
