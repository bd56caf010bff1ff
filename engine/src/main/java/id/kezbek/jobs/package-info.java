/**
 * Work that runs now and then, such as clean-ups and nightly checks. A module declares a {@link id.kezbek.jobs.Job} bean and
 * nothing else; db-scheduler runs it on one process at a time, and each run is recorded for people. What runs many times a
 * second (dispatch, relays, gauges) is a loop and no job.
 */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package id.kezbek.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
