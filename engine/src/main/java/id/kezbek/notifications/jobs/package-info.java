/** The schedules that turn events into queued e-mails. */
@NullMarked
package id.kezbek.notifications.jobs;

import org.jspecify.annotations.NullMarked;
