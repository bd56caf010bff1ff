/** The interface to an external store for files that are too big for the database. */
@NullMarked
package id.kezbek.shared.files;

import org.jspecify.annotations.NullMarked;
