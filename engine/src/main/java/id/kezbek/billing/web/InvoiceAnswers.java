package id.kezbek.billing.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.billing.invoices.CreditNote;
import id.kezbek.billing.invoices.CreditNoteContent;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.InvoiceContent;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts invoices to the form of API v2. */
final class InvoiceAnswers {

    record Party(String name, String address, String npwp, String idtku) {}

    record Line(String kind, @Nullable BigDecimal rate, Amount amount) {}

    record CashbackPart(
            @Nullable Long rule,
            @Nullable String tier,
            @Nullable String wallet,
            long purchases,
            Amount amount) {}

    /** @param fees the providers' fees; 0 for a partner that does not pay them, because they are Kezbek's costs */
    record PayoutPart(String provider, String wallet, long payouts, Amount amount, Amount fees) {}

    /** A preview, or the content of an invoice. */
    record Content(
            String partner,
            String period,
            Instant from,
            Instant until,
            @JsonProperty("funding_mode") String fundingMode,
            String language,
            Party seller,
            Party buyer,
            List<Line> lines,
            Amount price,
            @JsonProperty("tax_base") Amount taxBase,
            Amount ppn,
            Amount total,
            Amount pph23,
            Amount cashback,
            @JsonProperty("cashback_owed") Amount cashbackOwed,
            long purchases,
            @JsonProperty("cashback_parts") List<CashbackPart> cashbackParts,
            @JsonProperty("payout_parts") List<PayoutPart> payoutParts) {}

    record Item(
            String id,
            String number,
            String period,
            String state,
            Amount total,
            Amount credited,
            Amount paid,
            Amount withheld,
            Amount open,
            @JsonProperty("awaiting_certificate") Amount awaitingCertificate,
            @JsonProperty("due_on") LocalDate dueOn,
            @JsonProperty("issued_at") Instant issuedAt,
            @JsonProperty("credit_note") @Nullable String creditNote,
            @JsonProperty("tax_number") @Nullable String taxNumber,
            String sha256) {}

    record NoteLine(@Nullable String kind, Amount amount) {}

    record Note(
            String id,
            String number,
            List<NoteLine> lines,
            Amount price,
            @JsonProperty("tax_base") Amount taxBase,
            Amount ppn,
            Amount total,
            Amount pph23,
            @JsonProperty("left") Amount left,
            String reason,
            @JsonProperty("issued_at") Instant issuedAt,
            String sha256) {}

    record Whole(
            Item invoice,
            Content content,
            @JsonProperty("credit_notes") List<Note> creditNotes) {}

    private InvoiceAnswers() {}

    static Whole whole(Invoice invoice, List<CreditNote> notes, Role reader) {
        InvoiceContent content = invoice.content();
        return new Whole(
                item(invoice),
                content(content, reader.isStaff() || content.passesProviderFees()),
                notes.stream().map(InvoiceAnswers::note).toList());
    }

    private static Note note(CreditNote note) {
        CreditNoteContent content = note.content();
        return new Note(
                Ids.text(note.id()),
                note.number(),
                content.lines().stream()
                        .map(line -> new NoteLine(
                                line.kind() == null ? null : line.kind().name(), amount(line.amount())))
                        .toList(),
                amount(content.price()),
                amount(content.base()),
                amount(content.ppn()),
                amount(content.total()),
                amount(content.pph23()),
                amount(content.left()),
                content.reason(),
                note.issuedAt(),
                note.sha256());
    }

    static Item item(Invoice invoice) {
        return new Item(
                Ids.text(invoice.id()),
                invoice.number(),
                invoice.period().toString(),
                invoice.state().name(),
                Amount.of(invoice.total()),
                Amount.of(invoice.credited().total()),
                Amount.of(invoice.paid()),
                Amount.of(invoice.withheld()),
                Amount.of(invoice.open()),
                Amount.of(invoice.awaitingCertificate()),
                invoice.dueOn(),
                invoice.issuedAt(),
                invoice.creditNote(),
                invoice.taxNumber(),
                invoice.sha256());
    }

    /** The content for staff. */
    static Content content(InvoiceContent content) {
        return content(content, true);
    }

    private static Content content(InvoiceContent content, boolean showsFees) {
        return new Content(
                content.partner(),
                content.period(),
                content.from(),
                content.until(),
                content.fundingMode(),
                content.language(),
                party(content.seller()),
                party(content.buyer()),
                content.lines().stream()
                        .map(line -> new Line(line.kind().name(), line.rate(), amount(line.amount())))
                        .toList(),
                amount(content.price()),
                amount(content.base()),
                amount(content.ppn()),
                amount(content.total()),
                amount(content.pph23()),
                amount(content.cashback()),
                amount(content.cashbackOwed()),
                content.purchases(),
                content.cashbackParts().stream()
                        .map(part -> new CashbackPart(
                                part.rule(), part.tier(), part.wallet(), part.purchases(), amount(part.amount())))
                        .toList(),
                content.payoutParts().stream()
                        .map(part -> new PayoutPart(
                                part.provider(),
                                part.wallet(),
                                part.payouts(),
                                amount(part.amount()),
                                amount(showsFees ? part.fees() : BigDecimal.ZERO)))
                        .toList());
    }

    private static Party party(InvoiceContent.Party party) {
        return new Party(party.name(), party.address(), party.npwp(), party.idtku());
    }

    private static Amount amount(BigDecimal amount) {
        return Amount.of(Money.rupiah(amount));
    }
}
