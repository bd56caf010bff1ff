/**
 * Xendit Payouts v2 as its documentation describes it: orders that end later, published test numbers, reversals, webhooks
 * that repeat, a rate limit and reports. It has a port of its own and no book on disk. It stands apart from the five
 * providers of the demo because it shares no protocol with them.
 */
@NullMarked
package id.kezbek.sandbox.xendit;

import org.jspecify.annotations.NullMarked;
