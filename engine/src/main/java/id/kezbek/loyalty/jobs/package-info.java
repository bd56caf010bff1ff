/** Jobs that end tier periods and send reminders. */
@NullMarked
package id.kezbek.loyalty.jobs;

import org.jspecify.annotations.NullMarked;
