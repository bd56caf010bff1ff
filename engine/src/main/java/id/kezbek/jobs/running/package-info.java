/** How jobs are scheduled, run and recorded. */
@NullMarked
package id.kezbek.jobs.running;

import org.jspecify.annotations.NullMarked;
