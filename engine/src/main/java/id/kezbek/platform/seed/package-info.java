/**
 * Fills an empty database: with the settings that a new installation begins with, or with these and the sandbox's partners
 * and staff, for laptops and tests. What it writes is data that staff can change; production never takes the sandbox's.
 */
@NullMarked
package id.kezbek.platform.seed;

import org.jspecify.annotations.NullMarked;
