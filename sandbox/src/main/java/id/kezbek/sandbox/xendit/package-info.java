/**
 * Xendit Payouts v2 according to its documentation: orders whose result follows later, published test numbers,
 * reversals, repeated webhooks, a rate limit and reports. This sandbox has its own port and stores no data on disk. It
 * is separate from the demo's five providers, because its protocol is different.
 */
@NullMarked
package id.kezbek.sandbox.xendit;

import org.jspecify.annotations.NullMarked;
