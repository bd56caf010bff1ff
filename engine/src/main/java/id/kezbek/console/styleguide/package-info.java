/** All parts of pages in all their states, for people who make pages. */
@NullMarked
package id.kezbek.console.styleguide;

import org.jspecify.annotations.NullMarked;
