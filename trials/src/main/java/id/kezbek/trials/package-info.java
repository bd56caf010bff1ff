/**
 * Trials that take minutes: the benchmarks measure the engine, and the crash suite kills and disturbs it. Benchmarks
 * and crash suite start their own engines and external systems.
 */
@NullMarked
package id.kezbek.trials;

import org.jspecify.annotations.NullMarked;
