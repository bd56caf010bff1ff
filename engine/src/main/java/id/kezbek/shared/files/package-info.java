/** Where files go that are too big for the database; the store itself is outside. */
@NullMarked
package id.kezbek.shared.files;

import org.jspecify.annotations.NullMarked;
