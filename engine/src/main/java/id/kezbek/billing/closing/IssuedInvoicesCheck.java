package id.kezbek.billing.closing;

import id.kezbek.billing.invoices.InvoiceSettings;
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

/** A month can be closed only if every partner that owes fees for the month has an invoice. */
@Component
class IssuedInvoicesCheck implements CloseCheck {

    private final JdbcClient jdbc;
    private final PartnerDirectory partners;
    private final DraftInvoice draftInvoice;
    private final InvoiceSettings settings;
    private final Clock clock;

    IssuedInvoicesCheck(
            JdbcClient jdbc,
            PartnerDirectory partners,
            DraftInvoice draftInvoice,
            InvoiceSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.partners = partners;
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
        List<Partner> uninvoiced = uninvoiced(month).stream()
                .map(partners::find)
                .flatMap(Optional::stream)
                .toList();
        List<String> missing = draftInvoice.owing(uninvoiced, month.month()).stream()
                .map(Partner::code)
                .toList();
        return Result.missing(missing, "partners have no invoice of the month", "PARTNERS");
    }

    private List<PartnerId> uninvoiced(CalendarMonth month) {
        return jdbc.sql("""
                        select distinct t.partner from billing.invoice_terms t
                        where t.effective_from <= :month and not exists (
                          select from billing.invoice i where i.partner = t.partner and i.period = :month
                            and not exists (select from billing.credit_note c where c.invoice = i.id and c.ends_invoice))""")
                .param("month", month.firstDay())
                .query((row, n) -> new PartnerId(row.getLong(1)))
                .list();
    }
}
