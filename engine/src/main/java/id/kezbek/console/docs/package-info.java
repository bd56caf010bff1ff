/** Pages with the project's documents for the users of a running engine. */
@NullMarked
package id.kezbek.console.docs;

import org.jspecify.annotations.NullMarked;
