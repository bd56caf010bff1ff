/** The pages of exports: lists that the engine writes to files in the background. */
@NullMarked
package id.kezbek.console.exports;

import org.jspecify.annotations.NullMarked;
