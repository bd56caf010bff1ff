/**
 * The database's schema at start: what ran must be what this version brings, what is missing is migrated without standing
 * in anybody's way for long, and where that cannot be the start fails with one line, which the operators get by e-mail.
 */
@NullMarked
package id.kezbek.platform.schema;

import org.jspecify.annotations.NullMarked;
