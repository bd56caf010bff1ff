/**
 * {@code ./cezbek bench accept}: how fast purchases are accepted, what each costs, and how far that is from the floor,
 * the same rows written without HTTP and without logic. Three processes, so that nobody's work is counted as another's:
 * this one with the outside world, the engine with the role {@code api} alone, and the load generator.
 */
@NullMarked
package id.kezbek.trials.bench;

import org.jspecify.annotations.NullMarked;
