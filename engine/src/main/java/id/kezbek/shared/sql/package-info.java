/** Writing many rows in one round trip, and settings kept in memory that are never behind the database. */
@NullMarked
package id.kezbek.shared.sql;

import org.jspecify.annotations.NullMarked;
