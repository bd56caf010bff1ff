/**
 * Trials that take minutes: the benchmarks measure the engine, and the crash suite kills and disturbs it. Both start
 * engines and external systems of their own.
 */
@NullMarked
package id.kezbek.trials;

import org.jspecify.annotations.NullMarked;
