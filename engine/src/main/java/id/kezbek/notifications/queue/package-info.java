/** E-mails from order to hand-over: queue, circuit breaker, redrive, retention. */
@NullMarked
package id.kezbek.notifications.queue;

import org.jspecify.annotations.NullMarked;
