package id.kezbek.billing.documents;

import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.shared.Jakarta;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Reminds officers of overdue invoices, once on each of several days after the due date. Sends no reminder if only the
 * withholding certificate of an invoice is missing.
 */
@Component
public class RemindOverdue {

    /** Days after the due date. */
    private static final List<Integer> STEPS = List.of(30, 14, 7, 1);

    private final Invoices invoices;
    private final TellOfInvoices tellOfInvoices;
    private final Clock clock;

    RemindOverdue(Invoices invoices, TellOfInvoices tellOfInvoices, Clock clock) {
        this.invoices = invoices;
        this.tellOfInvoices = tellOfInvoices;
        this.clock = clock;
    }

    /** @return the number of overdue invoices with a reminder, sent now or in an earlier run of the same step */
    public int run() {
        LocalDate today = Jakarta.dayOf(clock.instant());
        int overdue = 0;
        for (Invoice invoice : invoices.open()) {
            long late = ChronoUnit.DAYS.between(invoice.dueOn(), today);
            int step = STEPS.stream().filter(days -> late >= days).findFirst().orElse(0);
            if (step > 0 && invoice.awaitingCertificate().below(invoice.open())) {
                int told = tellOfInvoices.overdue(invoice, step, late);
                overdue += Math.min(told, 1);
            }
        }
        return overdue;
    }
}
