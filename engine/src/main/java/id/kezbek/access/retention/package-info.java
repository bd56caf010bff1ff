/** Sealed columns of access, and the deletion of expired rows. */
@NullMarked
package id.kezbek.access.retention;

import org.jspecify.annotations.NullMarked;
