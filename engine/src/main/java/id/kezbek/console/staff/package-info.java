/** Kezbek's staff and their roles. */
@NullMarked
package id.kezbek.console.staff;

import org.jspecify.annotations.NullMarked;
