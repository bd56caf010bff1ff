/**
 * Scheduled work, for example clean-ups and nightly checks. A module only declares a {@link id.kezbek.jobs.Job} bean.
 * db-scheduler runs a job on one process at a time. Each run is recorded, so that people can read the result. Work that
 * runs many times per second (dispatch, relays, gauges) runs in a loop and is not a job.
 */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package id.kezbek.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
