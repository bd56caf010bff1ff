package id.kezbek.webhooks.jobs;

import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.webhooks.delivery.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gauges of webhooks: {@code cezbek.webhooks.due}, {@code cezbek.webhooks.oldest} (seconds) and {@code
 * cezbek.webhooks.failing}. A schedule updates the gauges.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class WebhookGauges {

    private static final double MILLIS_OF_SECOND = Duration.ofSeconds(1).toMillis();

    private final Backlog backlog;
    private volatile Backlog.Figures figures = Backlog.Figures.NONE;

    WebhookGauges(Backlog backlog, MeterRegistry meters) {
        this.backlog = backlog;
        Gauge.builder("cezbek.webhooks.due", () -> figures.due())
                .description("DeliveryQueue that could be sent now, to endpoints whose last attempt succeeded")
                .register(meters);
        Gauge.builder("cezbek.webhooks.oldest", () -> figures.oldestAge().toMillis() / MILLIS_OF_SECOND)
                .description("How long the oldest of these deliveries has been due")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("cezbek.webhooks.failing", () -> figures.failing())
                .description("Active endpoints whose last attempt failed")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${cezbek.webhooks.gauge-interval:15s}")
    void refresh() {
        figures = backlog.read();
    }
}
