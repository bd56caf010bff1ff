/** Lean doubles of the providers and the mail server, in a process of their own. */
@NullMarked
package id.kezbek.trials.bench.road.doubles;

import org.jspecify.annotations.NullMarked;
