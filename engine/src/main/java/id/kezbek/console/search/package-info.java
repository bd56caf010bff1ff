/** The search for an identifier of any kind. */
@NullMarked
package id.kezbek.console.search;

import org.jspecify.annotations.NullMarked;
