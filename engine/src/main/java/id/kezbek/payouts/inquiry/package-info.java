/** Asks providers for the result of attempts with an unknown result. */
@NullMarked
package id.kezbek.payouts.inquiry;

import org.jspecify.annotations.NullMarked;
