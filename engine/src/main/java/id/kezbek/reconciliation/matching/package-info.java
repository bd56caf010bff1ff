/** Finding the attempt of each line, and all differences, in sets. */
@NullMarked
package id.kezbek.reconciliation.matching;

import org.jspecify.annotations.NullMarked;
