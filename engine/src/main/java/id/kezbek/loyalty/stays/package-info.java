/** The ends of tier periods, and reminders before these ends. */
@NullMarked
package id.kezbek.loyalty.stays;

import org.jspecify.annotations.NullMarked;
