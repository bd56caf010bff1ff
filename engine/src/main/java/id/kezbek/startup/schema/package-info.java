/**
 * The database's schema at the start. Applied migrations must match this version. Missing migrations are applied with
 * short locks. A failure stops the start with one line, which operators also get by e-mail.
 */
@NullMarked
package id.kezbek.startup.schema;

import org.jspecify.annotations.NullMarked;
