/**
 * Fills an empty database with the first settings of an installation, or with these and the sandbox's partners and
 * staff. Staff can change all of it; production never loads the sandbox's.
 */
@NullMarked
package id.kezbek.startup.seed;

import org.jspecify.annotations.NullMarked;
