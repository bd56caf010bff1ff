/** Common parts of all pages: reader, language, menu, and the formats of numbers and times. */
@NullMarked
package id.kezbek.console.frame;

import org.jspecify.annotations.NullMarked;
