/** The search for every kind of identifier. */
@NullMarked
package id.kezbek.console.search;

import org.jspecify.annotations.NullMarked;
