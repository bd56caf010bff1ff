/** Pages with the project's documents that the users of a running engine need. */
@NullMarked
package id.kezbek.console.docs;

import org.jspecify.annotations.NullMarked;
