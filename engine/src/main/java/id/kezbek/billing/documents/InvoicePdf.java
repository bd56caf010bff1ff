package id.kezbek.billing.documents;

import static id.kezbek.billing.documents.PdfSheet.BOLD;
import static id.kezbek.billing.documents.PdfSheet.HEAD;
import static id.kezbek.billing.documents.PdfSheet.SMALL;
import static id.kezbek.billing.documents.PdfSheet.TEXT;
import static id.kezbek.billing.documents.PdfSheet.orDash;
import static id.kezbek.billing.documents.PdfSheet.rupiah;
import static id.kezbek.billing.documents.PdfSheet.table;

import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.InvoiceContent;
import id.kezbek.billing.invoices.InvoiceContent.CashbackPart;
import id.kezbek.billing.invoices.InvoiceContent.Line;
import id.kezbek.billing.invoices.InvoiceContent.PayoutPart;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.util.List;
import org.openpdf.text.Element;
import org.openpdf.text.pdf.PdfPTable;

/** An invoice as a PDF: the first page has the amounts, and the annex shows how they were computed. */
final class InvoicePdf {

    private static final Money STAMP_DUTY_ABOVE = Money.rupiah(5_000_000);

    private final PdfSheet sheet;
    private final Invoice invoice;
    private final InvoiceContent content;

    private InvoicePdf(PdfSheet sheet, Invoice invoice) {
        this.sheet = sheet;
        this.invoice = invoice;
        this.content = invoice.content();
    }

    static byte[] of(Invoice invoice, Language language, Logos logos) {
        PdfSheet.About about =
                new PdfSheet.About(InvoiceWords.TITLE, invoice.number(), invoice.issuedAt(), invoice.sha256());
        return PdfSheet.draw(about, language, sheet -> new InvoicePdf(sheet, invoice).draw(logos));
    }

    private void draw(Logos logos) {
        sheet.head(content.seller(), logos.seller());
        PdfPTable facts = table(1, 2, 1, 2);
        sheet.fact(facts, InvoiceWords.NUMBER, invoice.number());
        sheet.fact(facts, InvoiceWords.DATE, sheet.date(invoice.issuedAt()));
        sheet.fact(facts, InvoiceWords.PERIOD, sheet.month(content.period()));
        sheet.fact(facts, InvoiceWords.DUE, sheet.date(invoice.dueOn()));
        sheet.add(facts);
        PdfPTable parties = table(1, 1);
        parties.addCell(sheet.party(InvoiceWords.SELLER, content.seller(), null));
        parties.addCell(sheet.party(InvoiceWords.BUYER, content.buyer(), logos.buyer()));
        sheet.add(parties);
        amounts();
        annex();
    }

    private void amounts() {
        PdfPTable table = table(5, 2);
        sheet.header(table, InvoiceWords.DESCRIPTION, Element.ALIGN_LEFT);
        sheet.header(table, InvoiceWords.AMOUNT, Element.ALIGN_RIGHT);
        for (Line line : content.lines()) {
            sheet.row(table, describe(line), line.amount(), TEXT);
        }
        sheet.row(table, sheet.say(InvoiceWords.PRICE), content.price(), BOLD);
        if (content.ppn().signum() > 0) {
            sheet.row(table, sheet.say(InvoiceWords.BASE), content.base(), TEXT);
            sheet.row(table, sheet.say(InvoiceWords.PPN), content.ppn(), TEXT);
        }
        sheet.row(table, sheet.say(InvoiceWords.TOTAL), content.total(), HEAD);
        if (content.pph23().signum() > 0) {
            sheet.row(table, sheet.say(InvoiceWords.WITHHOLDING), content.pph23(), TEXT);
            sheet.row(table, sheet.say(InvoiceWords.TO_PAY), content.total().subtract(content.pph23()), BOLD);
        }
        sheet.add(table);
        String words = AmountInWords.of(content.total().longValueExact(), sheet.language());
        sheet.say(sheet.say(InvoiceWords.IN_WORDS) + ": " + words, BOLD);
        if (!content.bankAccount().isEmpty()) {
            sheet.say(sheet.say(InvoiceWords.PAY_TO) + ": " + content.bankAccount(), TEXT);
        }
        if (content.notesStampDuty() && STAMP_DUTY_ABOVE.below(invoice.total())) {
            sheet.say(sheet.say(InvoiceWords.STAMP_DUTY), SMALL);
        }
    }

    private void annex() {
        sheet.newPage();
        sheet.say(
                sheet.say(InvoiceWords.ANNEX) + " - " + invoice.number() + " - " + sheet.month(content.period()), HEAD);
        sheet.say(sheet.say(InvoiceWords.CASHBACK_TITLE), BOLD);
        sheet.add(cashback());
        if (content.cashbackOwed().signum() != 0) {
            sheet.say(sheet.say(InvoiceWords.OWED) + ": " + rupiah(content.cashbackOwed()), TEXT);
        }
        sheet.say(sheet.say(InvoiceWords.PAYOUTS_TITLE), BOLD);
        sheet.add(payouts());
    }

    private PdfPTable cashback() {
        PdfPTable table = table(2, 2, 2, 2, 3);
        sheet.header(table, InvoiceWords.RULE, Element.ALIGN_LEFT);
        sheet.header(table, InvoiceWords.TIER, Element.ALIGN_LEFT);
        sheet.header(table, InvoiceWords.WALLET, Element.ALIGN_LEFT);
        sheet.header(table, InvoiceWords.PURCHASES, Element.ALIGN_RIGHT);
        sheet.header(table, InvoiceWords.AMOUNT, Element.ALIGN_RIGHT);
        for (CashbackPart part : content.cashbackParts()) {
            Long rule = part.rule();
            sheet.text(table, rule == null ? sheet.say(InvoiceWords.OTHER) : rule.toString(), TEXT);
            sheet.text(table, orDash(part.tier()), TEXT);
            sheet.text(table, orDash(part.wallet()), TEXT);
            sheet.number(table, Long.toString(part.purchases()), TEXT);
            sheet.number(table, rupiah(part.amount()), TEXT);
        }
        sheet.text(table, sheet.say(InvoiceWords.SUM), BOLD);
        sheet.text(table, "", BOLD);
        sheet.text(table, "", BOLD);
        sheet.number(table, Long.toString(content.purchases()), BOLD);
        sheet.number(table, rupiah(content.cashback()), BOLD);
        return table;
    }

    private PdfPTable payouts() {
        boolean showsFees = content.passesProviderFees();
        PdfPTable table = showsFees ? table(2, 2, 2, 3, 3) : table(2, 2, 2, 3);
        sheet.header(table, InvoiceWords.PROVIDER, Element.ALIGN_LEFT);
        sheet.header(table, InvoiceWords.WALLET, Element.ALIGN_LEFT);
        sheet.header(table, InvoiceWords.PAYOUTS, Element.ALIGN_RIGHT);
        sheet.header(table, InvoiceWords.AMOUNT, Element.ALIGN_RIGHT);
        if (showsFees) {
            sheet.header(table, InvoiceWords.FEES, Element.ALIGN_RIGHT);
        }
        List<PayoutPart> parts = content.payoutParts();
        for (PayoutPart part : parts) {
            sheet.text(table, part.provider(), TEXT);
            sheet.text(table, part.wallet(), TEXT);
            sheet.number(table, Long.toString(part.payouts()), TEXT);
            sheet.number(table, rupiah(part.amount()), TEXT);
            if (showsFees) {
                sheet.number(table, rupiah(part.fees()), TEXT);
            }
        }
        sheet.text(table, sheet.say(InvoiceWords.SUM), BOLD);
        sheet.text(table, "", BOLD);
        sheet.number(
                table,
                Long.toString(parts.stream().mapToLong(PayoutPart::payouts).sum()),
                BOLD);
        sheet.number(table, rupiah(sum(parts.stream().map(PayoutPart::amount).toList())), BOLD);
        if (showsFees) {
            sheet.number(table, rupiah(sum(parts.stream().map(PayoutPart::fees).toList())), BOLD);
        }
        return table;
    }

    private String describe(Line line) {
        String words = sheet.say(InvoiceWords.valueOf(line.kind().name()));
        BigDecimal rate = line.rate();
        return rate == null ? words : words + " (" + sheet.percent(rate) + " x " + rupiah(content.cashback()) + ")";
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
