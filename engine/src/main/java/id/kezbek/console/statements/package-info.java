/** Providers' statements, and the float of a day beside the books. */
@NullMarked
package id.kezbek.console.statements;

import org.jspecify.annotations.NullMarked;
