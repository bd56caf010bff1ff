/** Processor time, memory and JFR stages. */
@NullMarked
package id.kezbek.sandbox.bench.road.measure;

import org.jspecify.annotations.NullMarked;
