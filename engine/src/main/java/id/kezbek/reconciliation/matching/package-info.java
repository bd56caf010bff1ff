/** Finds the attempt of each line, and all differences, with set-based SQL. */
@NullMarked
package id.kezbek.reconciliation.matching;

import org.jspecify.annotations.NullMarked;
