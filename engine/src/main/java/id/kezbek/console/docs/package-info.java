/** Pages with those documents of the project that users of a running engine need. */
@NullMarked
package id.kezbek.console.docs;

import org.jspecify.annotations.NullMarked;
