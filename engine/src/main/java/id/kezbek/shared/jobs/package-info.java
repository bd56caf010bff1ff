/**
 * Work that runs by itself now and then, such as clean-ups and nightly checks: declared in one way, scheduled from
 * configuration, locked so that one process does it, and recorded, so that people see what came of it. What runs many
 * times a second (dispatch, relays, gauges) is a loop and no job.
 */
@NullMarked
package id.kezbek.shared.jobs;

import org.jspecify.annotations.NullMarked;
