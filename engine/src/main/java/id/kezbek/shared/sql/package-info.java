/** Writing many rows in one round trip, and settings snapshots that are never behind the database. */
@NullMarked
package id.kezbek.shared.sql;

import org.jspecify.annotations.NullMarked;
