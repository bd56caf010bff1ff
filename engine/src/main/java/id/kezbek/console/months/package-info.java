/** The close of a month. */
@NullMarked
package id.kezbek.console.months;

import org.jspecify.annotations.NullMarked;
