/** Kezbek's money at each provider: reservations, top-ups and their reversals. */
@NullMarked
package id.kezbek.payouts.floats;

import org.jspecify.annotations.NullMarked;
