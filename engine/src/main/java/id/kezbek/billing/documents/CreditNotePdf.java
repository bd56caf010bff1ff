package id.kezbek.billing.documents;

import static id.kezbek.billing.documents.PdfSheet.BOLD;
import static id.kezbek.billing.documents.PdfSheet.HEAD;
import static id.kezbek.billing.documents.PdfSheet.TEXT;
import static id.kezbek.billing.documents.PdfSheet.table;

import id.kezbek.billing.invoices.CreditNote;
import id.kezbek.billing.invoices.CreditNoteContent;
import id.kezbek.billing.invoices.InvoiceContent.LineKind;
import id.kezbek.shared.Language;
import org.openpdf.text.Element;
import org.openpdf.text.pdf.PdfPTable;

/** A credit note as a PDF: the amounts by which it reduces its invoice, and the invoice's remaining amount. */
final class CreditNotePdf {

    private CreditNotePdf() {}

    static byte[] of(CreditNote note, Language language, Logos logos) {
        PdfSheet.About about =
                new PdfSheet.About(InvoiceWords.CREDIT_NOTE, note.number(), note.issuedAt(), note.sha256());
        return PdfSheet.draw(about, language, sheet -> draw(sheet, note, logos));
    }

    private static void draw(PdfSheet sheet, CreditNote note, Logos logos) {
        CreditNoteContent content = note.content();
        sheet.head(content.seller(), logos.seller());
        PdfPTable facts = table(1, 2, 1, 2);
        sheet.fact(facts, InvoiceWords.NUMBER, note.number());
        sheet.fact(facts, InvoiceWords.DATE, sheet.date(note.issuedAt()));
        sheet.fact(facts, InvoiceWords.OF_INVOICE, content.invoice());
        sheet.fact(facts, InvoiceWords.OF_DATE, sheet.date(content.invoiceIssuedAt()));
        sheet.add(facts);
        PdfPTable parties = table(1, 1);
        parties.addCell(sheet.party(InvoiceWords.SELLER, content.seller(), null));
        parties.addCell(sheet.party(InvoiceWords.BUYER, content.buyer(), logos.buyer()));
        sheet.add(parties);
        sheet.add(amounts(sheet, content));
        String words = AmountInWords.of(content.total().longValueExact(), sheet.language());
        sheet.say(sheet.say(InvoiceWords.IN_WORDS) + ": " + words, BOLD);
        sheet.say(sheet.say(InvoiceWords.REASON) + ": " + content.reason(), TEXT);
    }

    private static PdfPTable amounts(PdfSheet sheet, CreditNoteContent content) {
        PdfPTable table = table(5, 2);
        sheet.header(table, InvoiceWords.DESCRIPTION, Element.ALIGN_LEFT);
        sheet.header(table, InvoiceWords.AMOUNT, Element.ALIGN_RIGHT);
        for (CreditNoteContent.Line line : content.lines()) {
            LineKind kind = line.kind();
            InvoiceWords words = kind == null ? InvoiceWords.REDUCTION : InvoiceWords.valueOf(kind.name());
            sheet.row(table, sheet.say(words) + ", " + sheet.month(content.period()), line.amount(), TEXT);
        }
        sheet.row(table, sheet.say(InvoiceWords.CREDITED_PRICE), content.price(), BOLD);
        if (content.ppn().signum() > 0) {
            sheet.row(table, sheet.say(InvoiceWords.BASE), content.base(), TEXT);
            sheet.row(table, sheet.say(InvoiceWords.PPN), content.ppn(), TEXT);
        }
        sheet.row(table, sheet.say(InvoiceWords.CREDITED_TOTAL), content.total(), HEAD);
        if (content.pph23().signum() > 0) {
            sheet.row(table, sheet.say(InvoiceWords.CREDITED_WITHHOLDING), content.pph23(), TEXT);
        }
        sheet.row(table, sheet.say(InvoiceWords.LEFT), content.left(), TEXT);
        return table;
    }
}
