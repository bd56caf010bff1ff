/** The documents of the project that a reader of the running engine needs, as pages. */
@NullMarked
package id.kezbek.console.docs;

import org.jspecify.annotations.NullMarked;
