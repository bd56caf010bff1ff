package id.kezbek.reporting.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.reporting.reports.Days;
import id.kezbek.reporting.verdict.LedgerVerdict;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.ListPage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report over a period, with the result of comparing its figures with the ledger.
 *
 * @param from the first day in Jakarta
 * @param to the last day, included
 */
record ReportPage<T>(LocalDate from, LocalDate to, Ledger ledger, List<T> items) implements ListPage<T> {

    /** @param amber whether readers need a warning about the figures */
    record Ledger(
            String state,
            @JsonProperty("is_amber") boolean amber,
            Amount residual,
            @JsonProperty("as_of") @Nullable Instant asOf) {}

    static <T> ReportPage<T> of(Days days, LedgerVerdict verdict, List<T> items) {
        return new ReportPage<>(
                days.from(),
                days.to(),
                new Ledger(verdict.state().name(), verdict.isAmber(), Amount.of(verdict.residual()), verdict.asOf()),
                items);
    }
}
