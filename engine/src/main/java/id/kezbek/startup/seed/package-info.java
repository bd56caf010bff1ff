/**
 * Fills an empty database with an installation's first settings, and in a sandbox also with partners and staff. Staff
 * can change all this data. Production never uses the sandbox's seed.
 */
@NullMarked
package id.kezbek.startup.seed;

import org.jspecify.annotations.NullMarked;
