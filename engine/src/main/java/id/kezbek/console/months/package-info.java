/** The pages of a month's close. */
@NullMarked
package id.kezbek.console.months;

import org.jspecify.annotations.NullMarked;
