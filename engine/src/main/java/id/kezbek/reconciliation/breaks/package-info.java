/** The list of differences, and the changes that people make to differences. */
@NullMarked
package id.kezbek.reconciliation.breaks;

import org.jspecify.annotations.NullMarked;
