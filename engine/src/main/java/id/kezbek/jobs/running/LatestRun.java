package id.kezbek.jobs.running;

import id.kezbek.jobs.JobRun;

/**
 * The latest started run of a job.
 *
 * @param lost the number of consecutive lost runs up to the last ended run, counted up to {@link
 *     JobTimes#LOST_COUNTED_MAX}
 */
public record LatestRun(JobRun run, int lost) {}
