/** The schedules and gauges of roll-ups. */
@NullMarked
package id.kezbek.reporting.jobs;

import org.jspecify.annotations.NullMarked;
