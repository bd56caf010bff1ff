/** The pages of scheduled jobs and their runs. */
@NullMarked
package id.kezbek.console.jobs;

import org.jspecify.annotations.NullMarked;
