/**
 * Scheduled work, for example clean-ups and nightly checks. A module only declares a {@link id.kezbek.jobs.Job} bean.
 * db-scheduler runs it on one process at a time, and each run is recorded for people. Work that runs many times per
 * second (dispatch, relays, gauges) is not a job but a loop.
 */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package id.kezbek.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
