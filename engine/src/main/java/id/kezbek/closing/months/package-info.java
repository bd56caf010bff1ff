/** Months and their states. */
@NullMarked
package id.kezbek.closing.months;

import org.jspecify.annotations.NullMarked;
