/** Tier periods: their end, and reminders before it. */
@NullMarked
package id.kezbek.loyalty.stays;

import org.jspecify.annotations.NullMarked;
