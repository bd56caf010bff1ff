/**
 * Xendit Payouts v2 according to its documentation: orders that get their result later, published test numbers,
 * reversals, repeated webhooks, a rate limit and reports. It has its own port and keeps no data on disk. It is separate
 * from the demo's five providers, because it shares no protocol with them.
 */
@NullMarked
package id.kezbek.sandbox.xendit;

import org.jspecify.annotations.NullMarked;
