package id.kezbek.notifications.jobs;

import id.kezbek.notifications.EmailArchive;
import id.kezbek.notifications.EmailQueue;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gauges of e-mails: {@code cezbek.emails.open} by state, and {@code cezbek.emails.queue}, the queue's messages by
 * place (waiting, in_flight, dead). A schedule updates them.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class EmailGauges {

    private static final Logger log = LoggerFactory.getLogger(EmailGauges.class);

    private final EmailArchive archive;
    private final EmailQueue queue;
    private volatile Map<EmailArchive.State, Long> open = Map.of();
    private volatile EmailQueue.Depth depth = new EmailQueue.Depth(0, 0, 0);
    /** Whether the current failure of the queue is already logged. */
    private volatile boolean isTold;

    EmailGauges(EmailArchive archive, EmailQueue queue, MeterRegistry meters) {
        this.archive = archive;
        this.queue = queue;
        for (EmailArchive.State state : EmailArchive.State.values()) {
            if (state != EmailArchive.State.SENT && state != EmailArchive.State.SUPPRESSED) {
                Gauge.builder("cezbek.emails.open", () -> open.getOrDefault(state, 0L))
                        .description("E-mails that are not sent yet, and e-mails that failed within the last 24 hours")
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .register(meters);
            }
        }
        gauge(meters, "waiting", () -> depth.waiting());
        gauge(meters, "in_flight", () -> depth.inFlight());
        gauge(meters, "dead", () -> depth.dead());
    }

    @Scheduled(fixedDelayString = "${cezbek.notifications.gauge-interval:15s}")
    void refresh() {
        open = archive.open();
        try {
            depth = queue.depth();
            isTold = false;
        } catch (RuntimeException unreachable) {
            if (!isTold) {
                log.warn(
                        "The length of the e-mail queue could not be read: {}",
                        unreachable.getClass().getSimpleName());
            }
            isTold = true;
        }
    }

    private static void gauge(MeterRegistry meters, String place, java.util.function.Supplier<Number> figure) {
        Gauge.builder("cezbek.emails.queue", figure)
                .description("Messages of the e-mail queue; the dead ones are in the dead-letter queue")
                .tag("place", place)
                .register(meters);
    }
}
