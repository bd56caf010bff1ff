package id.kezbek.billing.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.billing.documents.InvoiceSamples;
import id.kezbek.billing.invoices.CreditNote;
import id.kezbek.billing.invoices.CreditNoteContent;
import id.kezbek.billing.invoices.CreditNoteContent.Line;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.InvoiceContent.LineKind;
import id.kezbek.billing.tax.InvoiceTaxes;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * The content of credit notes: together with their invoice they add up to the rupiah, and no note deducts more than
 * is left.
 */
class DraftCreditNoteTest {

    private static final String REASON = "too much";

    /** Notes for any parts of any invoice; the last note deducts everything that is left. */
    @Property
    void notesAndRestAddUpToInvoice(
            @ForAll @LongRange(min = 1, max = 100_000_000) long price,
            @ForAll @Size(max = 8) List<@LongRange(min = 1, max = 40_000_000) Long> parts) {
        Invoice invoice = InvoiceSamples.of(Money.rupiah(price));
        List<CreditNote> notes = new ArrayList<>();
        for (long part : parts) {
            if (part < whole(invoice.priceLeft())) {
                invoice = credited(invoice, notes, List.of(new Line(null, BigDecimal.valueOf(part))));
                InvoiceTaxes left = InvoiceTaxes.of(invoice.priceLeft(), true, true);
                assertThat(invoice.left()).isEqualTo(invoice.priceLeft().plus(left.ppn()));
                assertThat(invoice.pph23Left()).isEqualTo(left.pph23());
                assertThat(invoice.isCredited()).isFalse();
            }
        }
        invoice = credited(invoice, notes, List.of());
        assertThat(notes.stream().map(CreditNote::total).reduce(Money.ZERO, Money::plus))
                .isEqualTo(invoice.total());
        assertThat(invoice.left()).isEqualTo(Money.ZERO);
        assertThat(invoice.pph23Left()).isEqualTo(Money.ZERO);
        assertThat(notes.getLast().endsInvoice()).isTrue();
        Invoice ended = invoice;
        assertThatThrownBy(() -> DraftCreditNote.of(ended, notes, List.of(), REASON))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("already credited");
    }

    @Test
    void creditsLineUpToItsAmount() {
        List<CreditNote> notes = new ArrayList<>();
        Invoice invoice = InvoiceSamples.november();
        Line fees = new Line(LineKind.PROVIDER_FEES, new BigDecimal(200_000));
        CreditNoteContent first = DraftCreditNote.of(invoice, notes, List.of(fees), REASON);
        // 10,250,000 minus 200,000: base 9,212,500, PPN 1,105,500, PPh 23 201,000.
        assertThat(first.base()).isEqualByComparingTo("183333");
        assertThat(first.ppn()).isEqualByComparingTo("22000");
        assertThat(first.total()).isEqualByComparingTo("222000");
        assertThat(first.pph23()).isEqualByComparingTo("4000");
        assertThat(first.left()).isEqualByComparingTo("11155500");

        Invoice rest = credited(invoice, notes, List.of(fees));
        assertThatThrownBy(() -> DraftCreditNote.of(rest, notes, List.of(fees), REASON))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("PROVIDER_FEES is IDR 50000");
        assertThat(DraftCreditNote.of(rest, notes, List.of(), REASON).lines())
                .extracting(Line::kind)
                .containsExactly(LineKind.SERVICE_FEE, LineKind.PROVIDER_FEES);
    }

    @Test
    void refusesMoreThanIsLeftAndInvoicesWithACertificate() {
        Invoice invoice = InvoiceSamples.november();
        List<Line> tooMuch = List.of(new Line(null, new BigDecimal(10_250_001)));
        assertThatThrownBy(() -> DraftCreditNote.of(invoice, List.of(), tooMuch, REASON))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("price is left");
        Invoice withheld = InvoiceSamples.changed(invoice, invoice.credited(), null, Money.rupiah(205_000));
        assertThatThrownBy(() -> DraftCreditNote.of(withheld, List.of(), List.of(), REASON))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("certificate");
    }

    /** The invoice after the note, as the table returns it. */
    private static Invoice credited(Invoice invoice, List<CreditNote> notes, List<Line> lines) {
        CreditNoteContent content = DraftCreditNote.of(invoice, notes, lines, REASON);
        boolean ends = content.left().signum() == 0;
        notes.add(new CreditNote(
                UUID.randomUUID(),
                "CN/2026/00000" + notes.size(),
                invoice.id(),
                Money.rupiah(content.price()),
                Money.rupiah(content.ppn()),
                Money.rupiah(content.pph23()),
                ends,
                content,
                "",
                Instant.EPOCH));
        Invoice.Credited credited = new Invoice.Credited(
                sum(notes.stream().map(CreditNote::price).toList()),
                sum(notes.stream().map(CreditNote::ppn).toList()),
                sum(notes.stream().map(CreditNote::pph23).toList()));
        return InvoiceSamples.changed(invoice, credited, ends ? "CN/2026/000001" : null, Money.ZERO);
    }

    private static Money sum(List<Money> amounts) {
        return amounts.stream().reduce(Money.ZERO, Money::plus);
    }

    private static long whole(Money money) {
        return money.decimal().longValueExact();
    }
}
