/** The floor: PostgreSQL's minimum cost of writing a purchase. */
@NullMarked
package id.kezbek.trials.bench.floor;

import org.jspecify.annotations.NullMarked;
