/** The floor: what PostgreSQL needs to write a purchase at least. */
@NullMarked
package id.kezbek.trials.bench.floor;

import org.jspecify.annotations.NullMarked;
