package id.kezbek.console.reports;

import id.kezbek.console.frame.Filters;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page with the comparison of the reports and the ledger. */
public record LedgerCheck(Filters filters, Check check, String trust) {

    public record Check(
            LocalDate from,
            LocalDate to,
            String state,
            boolean isAmber,
            Money residual,
            @Nullable Instant asOf,
            List<Difference> differences,
            List<Figure> figures) {}

    public record Difference(
            LocalDate day, String account, String owner, String movement, Money rolledUp, Money ledger) {}

    public record Figure(LocalDate day, String figure, String rolledUp, String source) {}
}
