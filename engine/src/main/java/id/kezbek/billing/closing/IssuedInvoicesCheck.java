package id.kezbek.billing.closing;

import id.kezbek.billing.invoices.InvoiceSettings;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.billing.issuing.DraftInvoice;
import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseCheck;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.PartnerId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A month can be closed only if every partner that owes fees for the month has an invoice. If an invoice covers only a part of
 * the month, the next month's invoice covers the rest. The next month may be closed already, so after its end that invoice
 * is required too.
 */
@Component
class IssuedInvoicesCheck implements CloseCheck {

    private final JdbcClient jdbc;
    private final PartnerDirectory partners;
    private final Invoices invoices;
    private final DraftInvoice draftInvoice;
    private final InvoiceSettings settings;
    private final Clock clock;

    IssuedInvoicesCheck(
            JdbcClient jdbc,
            PartnerDirectory partners,
            Invoices invoices,
            DraftInvoice draftInvoice,
            InvoiceSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.partners = partners;
        this.invoices = invoices;
        this.draftInvoice = draftInvoice;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "issued-invoices";
    }

    @Override
    public Result look(CalendarMonth month) {
        if (clock.instant().isBefore(month.end().plus(settings.settleAfter()))) {
            return new Result(false, "the month has not ended, so its invoices cannot be issued yet", "EARLY");
        }
        List<Partner> missing = owing(month);
        boolean isNextOver = !clock.instant().isBefore(month.next().end().plus(settings.settleAfter()));
        if (!missing.isEmpty() || !isNextOver) {
            return Result.missing(codes(missing), "partners have no invoice of the month", "PARTNERS");
        }
        List<Partner> missingRest = owing(month.next()).stream()
                .filter(partner -> isCut(partner, month))
                .toList();
        return Result.missing(
                codes(missingRest),
                "partners have no invoice of the next month, which covers the rest of this month",
                "REST");
    }

    private static List<String> codes(List<Partner> partners) {
        return partners.stream().map(Partner::code).toList();
    }

    private boolean isCut(Partner partner, CalendarMonth month) {
        return invoices.valid(partner.id(), month.month())
                .filter(invoice -> invoice.until().isBefore(month.end()))
                .isPresent();
    }

    /** The partners without an invoice of the month that owe something for it. */
    private List<Partner> owing(CalendarMonth month) {
        List<Partner> uninvoiced = jdbc
                .sql("""
                        select distinct t.partner from billing.invoice_terms t
                        where t.effective_from <= :month and not exists (
                          select from billing.invoice i where i.partner = t.partner and i.period = :month
                            and not exists (select from billing.credit_note c where c.invoice = i.id and c.ends_invoice))""")
                .param("month", month.firstDay())
                .query((row, n) -> new PartnerId(row.getLong(1)))
                .list()
                .stream()
                .map(partners::find)
                .flatMap(Optional::stream)
                .toList();
        return draftInvoice.owing(uninvoiced, month.month());
    }
}
