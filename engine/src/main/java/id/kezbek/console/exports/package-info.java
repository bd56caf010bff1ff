/** The pages of exports. An export is a list that the engine writes to a file in the background. */
@NullMarked
package id.kezbek.console.exports;

import org.jspecify.annotations.NullMarked;
