package id.kezbek.billing.issuing;

import id.kezbek.billing.invoices.CreditNote;
import id.kezbek.billing.invoices.CreditNoteContent;
import id.kezbek.billing.invoices.CreditNoteContent.Line;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.InvoiceContent;
import id.kezbek.billing.invoices.InvoiceContent.LineKind;
import id.kezbek.billing.tax.InvoiceTaxes;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Computes the content of a credit note. The tax of a credit note is the difference between the invoice's tax before
 * and after it. So an invoice and any number of credit notes add up exactly, to the rupiah.
 */
final class DraftCreditNote {

    private DraftCreditNote() {}

    /**
     * The credit note that deducts these lines; without lines, it deducts everything that is left.
     *
     * @param earlier the existing notes of the invoice
     * @throws Refusal STATE_CONFLICT if less is left of the invoice or of one of its lines, or if it cannot be credited
     */
    static CreditNoteContent of(Invoice invoice, List<CreditNote> earlier, List<Line> asked, String reason) {
        requireCreditable(invoice);
        List<Line> lines = asked.isEmpty() ? left(invoice, earlier) : asked;
        lines.forEach(line -> requireLeft(invoice, earlier, line));
        Money price = sum(lines.stream().map(Line::amount));
        if (invoice.priceLeft().below(price)) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "only " + invoice.priceLeft() + " of the invoice's price is left; nothing was recorded");
        }
        InvoiceContent content = invoice.content();
        boolean chargesPpn = invoice.ppn().isPositive();
        boolean withholdsPph23 = invoice.pph23().isPositive();
        InvoiceTaxes before = InvoiceTaxes.of(invoice.priceLeft(), chargesPpn, withholdsPph23);
        InvoiceTaxes after = InvoiceTaxes.of(invoice.priceLeft().minus(price), chargesPpn, withholdsPph23);
        Money ppn = invoice.ppn().minus(invoice.credited().ppn()).minus(after.ppn());
        Money total = price.plus(ppn);
        return new CreditNoteContent(
                invoice.number(),
                invoice.issuedAt(),
                content.period(),
                content.seller(),
                content.buyer(),
                lines,
                price.decimal(),
                before.base().minus(after.base()).decimal(),
                ppn.decimal(),
                total.decimal(),
                invoice.pph23Left().minus(after.pph23()).decimal(),
                invoice.left().minus(total).decimal(),
                reason);
    }

    private static void requireCreditable(Invoice invoice) {
        if (invoice.isCredited()) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the invoice is already credited by " + invoice.creditNote());
        }
        if (invoice.withheld().isPositive()) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "tax was withheld from the invoice by certificate; it cannot be credited");
        }
    }

    private static void requireLeft(Invoice invoice, List<CreditNote> earlier, Line asked) {
        LineKind kind = asked.kind();
        if (kind == null) {
            return;
        }
        Money left = leftOf(kind, invoice, earlier);
        if (left.below(Money.rupiah(asked.amount()))) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the amount left of the line " + kind + " is " + left + "; nothing was recorded");
        }
    }

    /**
     * The remaining lines of the invoice; a single sum if an earlier credit note deducted an amount that belongs to no
     * line.
     */
    private static List<Line> left(Invoice invoice, List<CreditNote> earlier) {
        if (earlier.stream().anyMatch(note -> note.content().lines().stream().anyMatch(line -> line.kind() == null))) {
            return List.of(new Line(null, invoice.priceLeft().decimal()));
        }
        List<Line> left = new ArrayList<>();
        for (InvoiceContent.Line line : invoice.content().lines()) {
            Money amount = leftOf(line.kind(), invoice, earlier);
            if (amount.isPositive()) {
                left.add(new Line(line.kind(), amount.decimal()));
            }
        }
        return left;
    }

    private static Money leftOf(LineKind kind, Invoice invoice, List<CreditNote> earlier) {
        Money invoiced = sum(invoice.content().lines().stream()
                .filter(line -> line.kind() == kind)
                .map(InvoiceContent.Line::amount));
        return invoiced.minus(sum(earlier.stream()
                .flatMap(note -> note.content().lines().stream())
                .filter(line -> line.kind() == kind)
                .map(Line::amount)));
    }

    private static Money sum(Stream<BigDecimal> amounts) {
        return amounts.map(Money::rupiah).reduce(Money.ZERO, Money::plus);
    }
}
