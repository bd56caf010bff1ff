/** Watches the systems other than PostgreSQL, and reports unavailable systems in health, log and metrics. */
@NullMarked
package id.kezbek.startup.systems;

import org.jspecify.annotations.NullMarked;
