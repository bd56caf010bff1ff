/** Lists and totals of payouts for staff, partners and reports. */
@NullMarked
package id.kezbek.payouts.reading;

import org.jspecify.annotations.NullMarked;
