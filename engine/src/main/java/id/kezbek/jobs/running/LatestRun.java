package id.kezbek.jobs.running;

import id.kezbek.jobs.JobRun;

/**
 * The latest run that a job has begun.
 *
 * @param lost how many of its runs ended as lost, one after the other up to the last one that ended; counted up to
 *     {@link JobTimes#LOST_COUNTED_MAX}
 */
public record LatestRun(JobRun run, int lost) {}
