/** Calls of the torture run and their answers, as recorded. */
@NullMarked
package id.kezbek.trials.torture.calls;

import org.jspecify.annotations.NullMarked;
