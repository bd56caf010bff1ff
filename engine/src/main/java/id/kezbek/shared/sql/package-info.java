/** Sends many statements in one round trip, and keeps settings snapshots that decisions compare with the database. */
@NullMarked
package id.kezbek.shared.sql;

import org.jspecify.annotations.NullMarked;
