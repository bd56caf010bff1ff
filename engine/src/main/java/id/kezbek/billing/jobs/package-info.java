/** Scheduled work: new limits, invoices to deliver, reminders, missing tax numbers. */
@NullMarked
package id.kezbek.billing.jobs;

import org.jspecify.annotations.NullMarked;
