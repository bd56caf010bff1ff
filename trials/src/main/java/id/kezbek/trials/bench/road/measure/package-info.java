/** Processor time, memory and JFR stages. */
@NullMarked
package id.kezbek.trials.bench.road.measure;

import org.jspecify.annotations.NullMarked;
