/** The schedules and jobs of webhooks. */
@NullMarked
package id.kezbek.webhooks.jobs;

import org.jspecify.annotations.NullMarked;
