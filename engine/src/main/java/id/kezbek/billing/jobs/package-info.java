/** Scheduled work: new limits, delivery of invoices, reminders, missing tax numbers. */
@NullMarked
package id.kezbek.billing.jobs;

import org.jspecify.annotations.NullMarked;
