/** The list of differences, and what people do about them. */
@NullMarked
package id.kezbek.reconciliation.breaks;

import org.jspecify.annotations.NullMarked;
