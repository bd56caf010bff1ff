package id.kezbek.billing.documents;

import id.kezbek.billing.invoices.CreditNote;
import id.kezbek.billing.invoices.CreditNoteContent;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.InvoiceContent;
import id.kezbek.notifications.OrderEmail;
import id.kezbek.notifications.TemplateName;
import id.kezbek.partners.Officer;
import id.kezbek.partners.OfficerDirectory;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends e-mails about an invoice to a partner's officers. An e-mail's id is derived from the event that causes the
 * e-mail, so a repeated run orders no second e-mail.
 */
@Component
class TellOfInvoices {

    private static final Duration USEFUL_FOR = Duration.ofDays(7);

    private final OrderEmail orderEmail;
    private final OfficerDirectory officers;
    private final PartnerDirectory partners;
    private final Clock clock;

    TellOfInvoices(OrderEmail orderEmail, OfficerDirectory officers, PartnerDirectory partners, Clock clock) {
        this.orderEmail = orderEmail;
        this.officers = officers;
        this.partners = partners;
        this.clock = clock;
    }

    /** @return the number of officers */
    int issued(Invoice invoice) {
        InvoiceContent content = invoice.content();
        int told = 0;
        for (Officer officer : officers.of(invoice.partner())) {
            Language language = language(officer);
            order(
                    TemplateName.INVOICE_ISSUED,
                    officer,
                    "issued " + invoice.id(),
                    Map.of(
                            "company", company(invoice),
                            "number", invoice.number(),
                            "period", month(content.period(), language),
                            "total", invoice.total().inWords(),
                            "in_words", AmountInWords.of(content.total().longValueExact(), language),
                            "due_on", day(invoice.dueOn(), language)),
                    new OrderEmail.Attachment(
                            InvoiceFiles.key(invoice, language),
                            InvoiceFiles.name(invoice.number()),
                            InvoiceFiles.PDF));
            told++;
        }
        return told;
    }

    void credited(Invoice invoice, CreditNote note) {
        CreditNoteContent content = note.content();
        for (Officer officer : officers.of(invoice.partner())) {
            Language language = language(officer);
            order(
                    TemplateName.CREDIT_NOTE_ISSUED,
                    officer,
                    "credited " + note.id(),
                    Map.of(
                            "company", company(invoice),
                            "number", note.number(),
                            "invoice", content.invoice(),
                            "period", month(content.period(), language),
                            "total", note.total().inWords(),
                            "left", Money.rupiah(content.left()).inWords(),
                            "reason", content.reason()),
                    new OrderEmail.Attachment(
                            InvoiceFiles.key(note, language), InvoiceFiles.name(note.number()), InvoiceFiles.PDF));
        }
    }

    /** @return the number of officers */
    int overdue(Invoice invoice, int reminder, long daysLate) {
        InvoiceContent content = invoice.content();
        int told = 0;
        for (Officer officer : officers.of(invoice.partner())) {
            Language language = language(officer);
            order(
                    TemplateName.INVOICE_REMINDER,
                    officer,
                    "overdue " + reminder + " " + invoice.id(),
                    Map.of(
                            "company", company(invoice),
                            "number", invoice.number(),
                            "period", month(content.period(), language),
                            "open", invoice.open().inWords(),
                            "due_on", day(invoice.dueOn(), language),
                            "days_late", Long.toString(daysLate)),
                    null);
            told++;
        }
        return told;
    }

    private void order(
            TemplateName template,
            Officer officer,
            String reason,
            Map<String, Object> model,
            OrderEmail.@Nullable Attachment attachment) {
        UUID id = UUID.nameUUIDFromBytes((reason + " " + officer.id()).getBytes(StandardCharsets.UTF_8));
        orderEmail.order(new OrderEmail.Order(
                id,
                template.name(),
                officer.language(),
                officer.email(),
                model,
                Map.of(),
                clock.instant().plus(USEFUL_FOR),
                attachment));
    }

    private String company(Invoice invoice) {
        return partners.find(invoice.partner()).map(Partner::company).orElse("");
    }

    private static Language language(Officer officer) {
        return Language.ofCode(officer.language()).orElse(Language.INDONESIAN);
    }

    private static String month(String period, Language language) {
        return DateTimeFormatter.ofPattern("MMMM yyyy", language.locale()).format(YearMonth.parse(period));
    }

    private static String day(LocalDate day, Language language) {
        return DateTimeFormatter.ofPattern("d MMMM yyyy", language.locale()).format(day);
    }
}
