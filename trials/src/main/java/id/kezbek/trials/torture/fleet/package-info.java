/** The engine's processes in the crash suite: starts, kills and reads them. */
@NullMarked
package id.kezbek.trials.torture.fleet;

import org.jspecify.annotations.NullMarked;
