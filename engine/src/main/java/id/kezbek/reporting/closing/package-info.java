/** The checks of the figures before a month's close. */
@NullMarked
package id.kezbek.reporting.closing;

import org.jspecify.annotations.NullMarked;
