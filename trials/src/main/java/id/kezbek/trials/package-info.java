/**
 * What tries the engine for minutes: the benches measure it, the crash suite kills and confuses it. Both start engines and an
 * outside world of their own.
 */
@NullMarked
package id.kezbek.trials;

import org.jspecify.annotations.NullMarked;
