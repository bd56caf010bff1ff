/** Asks providers what became of attempts whose answer is unknown. */
@NullMarked
package id.kezbek.payouts.inquiry;

import org.jspecify.annotations.NullMarked;
