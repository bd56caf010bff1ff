/** The figures' part in the close of a month. */
@NullMarked
package id.kezbek.reporting.closing;

import org.jspecify.annotations.NullMarked;
