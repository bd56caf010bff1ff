/** Recomputes the roll-ups and replaces the old copy. */
@NullMarked
package id.kezbek.reporting.rebuild;

import org.jspecify.annotations.NullMarked;
