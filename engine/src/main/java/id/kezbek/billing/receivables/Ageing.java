package id.kezbek.billing.receivables;

import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Partners' debts for invoices, by the number of days overdue. */
@Component
public class Ageing {

    /**
     * A partner's open invoices.
     *
     * @param parts the amounts that are not due, and overdue by 1-30, 31-60, 61-90 and more than 90 days
     * @param awaitingCertificate the part of the open amount for which only the withholding certificate is missing
     * @param unused the partner's money that is not yet allocated to an invoice
     */
    public record Row(
            String partner,
            Money open,
            List<Money> parts,
            Money awaitingCertificate,
            Money unused,
            List<Invoice> invoices) {}

    /** @param day the day in Jakarta */
    public record Table(LocalDate day, List<Row> rows, Money total) {}

    public static final int PARTS = 5;
    private static final int DAYS_A_PART = 30;

    private final Invoices invoices;
    private final Allocations allocations;
    private final PartnerDirectory partners;
    private final Clock clock;

    Ageing(Invoices invoices, Allocations allocations, PartnerDirectory partners, Clock clock) {
        this.invoices = invoices;
        this.allocations = allocations;
        this.partners = partners;
        this.clock = clock;
    }

    public Table table() {
        LocalDate today = Jakarta.dayOf(clock.instant());
        Map<PartnerId, List<Invoice>> open = invoices.open().stream()
                .collect(Collectors.groupingBy(Invoice::partner, TreeMap::new, Collectors.toList()));
        List<Row> rows = new ArrayList<>();
        open.forEach((partner, of) -> rows.add(row(partner, of, today)));
        return new Table(today, rows, sum(rows.stream().map(Row::open).toList()));
    }

    private Row row(PartnerId partner, List<Invoice> open, LocalDate today) {
        Money[] parts = new Money[PARTS];
        Arrays.fill(parts, Money.ZERO);
        for (Invoice invoice : open) {
            int part = part(invoice, today);
            parts[part] = parts[part].plus(invoice.open());
        }
        return new Row(
                partners.find(partner).map(Partner::code).orElse(""),
                sum(open.stream().map(Invoice::open).toList()),
                List.of(parts),
                sum(open.stream().map(Invoice::awaitingCertificate).toList()),
                allocations.unused(partner),
                open);
    }

    private static int part(Invoice invoice, LocalDate today) {
        long late = ChronoUnit.DAYS.between(invoice.dueOn(), today);
        return late <= 0 ? 0 : (int) Math.min(PARTS - 1L, (late + DAYS_A_PART - 1) / DAYS_A_PART);
    }

    private static Money sum(List<Money> amounts) {
        return amounts.stream().reduce(Money.ZERO, Money::plus);
    }
}
