/** The list of differences, and the changes that people make to them. */
@NullMarked
package id.kezbek.reconciliation.breaks;

import org.jspecify.annotations.NullMarked;
