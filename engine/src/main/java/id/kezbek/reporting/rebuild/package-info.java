/** Computes the roll-ups anew, and takes them into use. */
@NullMarked
package id.kezbek.reporting.rebuild;

import org.jspecify.annotations.NullMarked;
