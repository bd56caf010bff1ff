/** The money that lies at each provider: reservations, top-ups and their reversal. */
@NullMarked
package id.kezbek.payouts.floats;

import org.jspecify.annotations.NullMarked;
