/** What needs a person, and how today goes. */
@NullMarked
package id.kezbek.console.overview;

import org.jspecify.annotations.NullMarked;
