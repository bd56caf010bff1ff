/** Lightweight doubles of the providers and the mail server, in a separate process. */
@NullMarked
package id.kezbek.trials.bench.road.doubles;

import org.jspecify.annotations.NullMarked;
