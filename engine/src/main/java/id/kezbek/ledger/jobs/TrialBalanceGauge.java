package id.kezbek.ledger.jobs;

import id.kezbek.ledger.Balances;
import id.kezbek.shared.Money;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * {@code cezbek.ledger.trial.balance}: the sum over all accounts in hundredths of a rupiah, which must be 0. The query
 * reads all lines from an index. So the query runs every few minutes and not at each scrape. The database itself
 * rejects an SQL statement that writes unbalanced lines.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
public class TrialBalanceGauge {

    private final Balances balances;
    private volatile Money sum = Money.ZERO;

    TrialBalanceGauge(Balances balances, MeterRegistry meters) {
        this.balances = balances;
        Gauge.builder("cezbek.ledger.trial.balance", this, gauge -> gauge.sum.hundredths())
                .description("The sum over all accounts in hundredths of a rupiah; it must be 0")
                .register(meters);
    }

    @Scheduled(
            initialDelayString = "${cezbek.ledger.check-interval:PT5M}",
            fixedDelayString = "${cezbek.ledger.check-interval:PT5M}")
    public void refresh() {
        sum = balances.sumOfLines();
    }
}
