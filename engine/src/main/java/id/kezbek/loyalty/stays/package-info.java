/** The ends of tier periods, and reminders before them. */
@NullMarked
package id.kezbek.loyalty.stays;

import org.jspecify.annotations.NullMarked;
