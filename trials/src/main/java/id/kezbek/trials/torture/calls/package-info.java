/** The recorded requests of the crash suite and their results. */
@NullMarked
package id.kezbek.trials.torture.calls;

import org.jspecify.annotations.NullMarked;
