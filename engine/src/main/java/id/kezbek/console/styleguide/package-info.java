/** All page components in all their states, for developers of pages. */
@NullMarked
package id.kezbek.console.styleguide;

import org.jspecify.annotations.NullMarked;
