/** Scheduled jobs and what came of their runs. */
@NullMarked
package id.kezbek.console.jobs;

import org.jspecify.annotations.NullMarked;
