/** Schedules, runs and records jobs. */
@NullMarked
package id.kezbek.jobs.running;

import org.jspecify.annotations.NullMarked;
