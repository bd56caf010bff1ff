/**
 * Fills an empty database with an installation's first settings, or with these settings plus the sandbox's partners and
 * staff. Staff can change all of this data. Production never uses the sandbox's seed.
 */
@NullMarked
package id.kezbek.startup.seed;

import org.jspecify.annotations.NullMarked;
