/** Delivers events to endpoints: queue, claim, signature, sending, retries, and the log of attempts. */
@NullMarked
package id.kezbek.webhooks.delivery;

import org.jspecify.annotations.NullMarked;
