/** Load generators. */
@NullMarked
package id.kezbek.trials.bench.load;

import org.jspecify.annotations.NullMarked;
