/** E-mails from their creation to the mail system: queue, circuit breaker, redrive and retention. */
@NullMarked
package id.kezbek.notifications.queue;

import org.jspecify.annotations.NullMarked;
