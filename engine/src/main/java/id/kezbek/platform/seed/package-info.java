/**
 * Fills an empty database with the sandbox's settings, partners and staff, for laptops and tests. What it writes is data
 * that staff can change; production never turns it on.
 */
@NullMarked
package id.kezbek.platform.seed;

import org.jspecify.annotations.NullMarked;
