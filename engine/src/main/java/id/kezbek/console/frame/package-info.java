/** What every page has: its reader, language, menu and the forms of figures and times. */
@NullMarked
package id.kezbek.console.frame;

import org.jspecify.annotations.NullMarked;
