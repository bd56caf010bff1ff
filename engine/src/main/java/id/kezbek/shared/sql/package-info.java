/** Many statements in one round trip, and settings snapshots that are never older than the database. */
@NullMarked
package id.kezbek.shared.sql;

import org.jspecify.annotations.NullMarked;
