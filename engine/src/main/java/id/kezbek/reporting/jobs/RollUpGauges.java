package id.kezbek.reporting.jobs;

import id.kezbek.reporting.verdict.LedgerVerdicts;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * {@code cezbek.reporting.days.different}: the number of days whose roll-ups differ from the ledger. The number must be
 * 0.
 */
@Component
@ConditionalOnRole({ProcessRole.ANALYTICS, ProcessRole.JOB})
class RollUpGauges {

    private final LedgerVerdicts verdicts;
    private volatile long different;

    RollUpGauges(LedgerVerdicts verdicts, MeterRegistry meters) {
        this.verdicts = verdicts;
        Gauge.builder("cezbek.reporting.days.different", this, gauges -> gauges.different)
                .description("Days whose roll-ups differ from the ledger; it must be 0")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${cezbek.reporting.gauge-interval:PT1M}")
    void refresh() {
        different = verdicts.different();
    }
}
