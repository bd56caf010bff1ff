/** The pages of differences between statements and books. */
@NullMarked
package id.kezbek.console.breaks;

import org.jspecify.annotations.NullMarked;
