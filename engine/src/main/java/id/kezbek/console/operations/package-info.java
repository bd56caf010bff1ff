/** The operations of v2, called within the process. */
@NullMarked
package id.kezbek.console.operations;

import org.jspecify.annotations.NullMarked;
