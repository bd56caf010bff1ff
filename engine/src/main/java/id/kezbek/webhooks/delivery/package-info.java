/** Delivering events to endpoints: queue, claim, sign, send, retry, and the log of attempts. */
@NullMarked
package id.kezbek.webhooks.delivery;

import org.jspecify.annotations.NullMarked;
