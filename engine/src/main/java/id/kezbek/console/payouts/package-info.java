/** Payouts in their queues, and one with what people may decide about it. */
@NullMarked
package id.kezbek.console.payouts;

import org.jspecify.annotations.NullMarked;
