/**
 * Fills an empty database with an installation's first settings, or with these and the sandbox's partners and staff.
 * Staff can change all of them. Production never uses the sandbox's seed.
 */
@NullMarked
package id.kezbek.startup.seed;

import org.jspecify.annotations.NullMarked;
