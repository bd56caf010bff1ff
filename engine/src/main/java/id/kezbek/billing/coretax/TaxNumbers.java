package id.kezbek.billing.coretax;

import id.kezbek.approvals.audit.Actors;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.InvoiceSettings;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The numbers that the tax office gives to Kezbek's invoices; staff import these numbers after the upload to Coretax.
 * Also finds invoices without such a number.
 */
@Component
public class TaxNumbers {

    /** A row of an import: an invoice's number and its tax invoice number. */
    public record Row(String invoice, String taxNumber) {}

    /** @param known rows that an earlier import recorded */
    public record Imported(int recorded, int known) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Invoices invoices;
    private final InvoiceSettings settings;
    private final Actors actors;
    private final AuditLog auditLog;
    private final Clock clock;

    TaxNumbers(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Invoices invoices,
            InvoiceSettings settings,
            Actors actors,
            AuditLog auditLog,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.invoices = invoices;
        this.settings = settings;
        this.actors = actors;
        this.auditLog = auditLog;
        this.clock = clock;
    }

    /**
     * Records all rows or none.
     *
     * @throws Refusal BAD_PAYLOAD with each wrong row: the invoice does not exist or has no PPN, or the invoice or the tax number
     *     is already linked to another one
     */
    public Imported record(List<Row> rows, String by) {
        return Objects.requireNonNull(transactions.execute(status -> insert(rows, by)));
    }

    private Imported insert(List<Row> rows, String by) {
        List<FieldError> errors = new ArrayList<>();
        int recorded = 0;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String place = "items[" + i + "].";
            Optional<Invoice> invoice = invoices.findNumber(row.invoice());
            if (invoice.isEmpty() || !invoice.get().ppn().isPositive()) {
                errors.add(new FieldError(place + "invoice", "must be the number of an invoice with PPN"));
            } else if (invoice.get().taxNumber() == null) {
                if (insert(invoice.get().id(), row.taxNumber(), by)) {
                    recorded++;
                } else {
                    errors.add(new FieldError(place + "tax_number", "belongs to another invoice"));
                }
            } else if (!row.taxNumber().equals(invoice.get().taxNumber())) {
                errors.add(new FieldError(
                        place + "tax_number",
                        "the invoice already has " + invoice.get().taxNumber()));
            }
        }
        if (!errors.isEmpty()) {
            throw Refusal.badFields(errors);
        }
        if (recorded > 0) {
            auditLog.append(new AuditEntry(
                    by, "TAX_NUMBERS_RECORDED", "invoices", Map.of("count", Integer.toString(recorded))));
        }
        return new Imported(recorded, rows.size() - recorded);
    }

    private boolean insert(UUID invoice, String number, String by) {
        return jdbc.sql("""
                                insert into billing.tax_number (invoice, number, recorded_by, recorded_at)
                                values (?, ?, ?, ?) on conflict do nothing""")
                        .params(invoice, number, actors.mentioned(by), Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /**
     * Last month's invoices that have no tax invoice number yet; the number is due by the 20th. Empty before the day of
     * the first warning.
     */
    public List<String> missing() {
        LocalDate today = Jakarta.dayOf(clock.instant());
        if (today.getDayOfMonth() < settings.taxNumberWarning()) {
            return List.of();
        }
        return invoices.taxedIn(YearMonth.from(today).minusMonths(1)).stream()
                .filter(invoice -> invoice.taxNumber() == null)
                .map(Invoice::number)
                .toList();
    }
}
