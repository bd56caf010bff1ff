/** The schedules and jobs of e-mails. */
@NullMarked
package id.kezbek.notifications.jobs;

import org.jspecify.annotations.NullMarked;
