package id.kezbek.payouts.jobs;

import id.kezbek.payouts.OpenPayouts;
import id.kezbek.payouts.PayoutState;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gauges of open payouts: {@code cezbek.payouts.open} by state, and {@code cezbek.payouts.unknown.oldest.age} in
 * seconds. A scheduled task reads the values, so that a scrape needs no query.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class PayoutGauges {

    private record Figures(Map<PayoutState, Long> counts, Duration oldestUnknown) {}

    private final OpenPayouts openPayouts;
    private volatile Figures figures = new Figures(Map.of(), Duration.ZERO);

    PayoutGauges(OpenPayouts openPayouts, MeterRegistry meters) {
        this.openPayouts = openPayouts;
        for (PayoutState state : OpenPayouts.STATES) {
            Gauge.builder("cezbek.payouts.open", this, gauges -> gauges.count(state))
                    .description("Payouts that have not ended")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        Gauge.builder("cezbek.payouts.unknown.oldest.age", this, PayoutGauges::oldestUnknownSeconds)
                .description("The age of the oldest attempt with an unknown result")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${cezbek.payouts.gauge-interval:15s}")
    void refresh() {
        figures = new Figures(openPayouts.counts(), openPayouts.ageOfOldestUnknown());
    }

    private long count(PayoutState state) {
        return figures.counts().getOrDefault(state, 0L);
    }

    private long oldestUnknownSeconds() {
        return figures.oldestUnknown().toSeconds();
    }
}
