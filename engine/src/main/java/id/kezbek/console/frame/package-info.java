/** Common parts of all pages: reader, language, menu, and formats of figures and times. */
@NullMarked
package id.kezbek.console.frame;

import org.jspecify.annotations.NullMarked;
