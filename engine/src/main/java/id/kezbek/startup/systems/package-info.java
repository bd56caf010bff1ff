/** Watches the systems other than PostgreSQL and reports in health, log and metrics which of them is away. */
@NullMarked
package id.kezbek.startup.systems;

import org.jspecify.annotations.NullMarked;
