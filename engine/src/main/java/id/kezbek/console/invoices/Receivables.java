package id.kezbek.console.invoices;

import id.kezbek.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Partners' debts for invoices, from API v2. */
public record Receivables(LocalDate asOf, Money total, List<Row> items) {

    /** The names of the age bands in API v2. */
    public static final List<String> AGES =
            List.of("not_due", "days_1_to_30", "days_31_to_60", "days_61_to_90", "more_than_90_days");

    /**
     * @param overdue the open amount by age band
     */
    public record Row(
            String partner,
            Money open,
            Map<String, Money> overdue,
            Money awaitingCertificate,
            Money unused,
            List<Invoice> invoices) {}
}
