/** Sealed columns of access, and what expires. */
@NullMarked
package id.kezbek.access.retention;

import org.jspecify.annotations.NullMarked;
