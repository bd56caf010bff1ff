/**
 * The database's schema at start: applied migrations must match this version, missing ones are applied with short
 * locks, and a failure stops the start with one line, which the operators get by e-mail.
 */
@NullMarked
package id.kezbek.startup.schema;

import org.jspecify.annotations.NullMarked;
