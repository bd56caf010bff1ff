/** Starts and kills the engine's processes in the crash suite, and reads their records. */
@NullMarked
package id.kezbek.trials.torture.fleet;

import org.jspecify.annotations.NullMarked;
