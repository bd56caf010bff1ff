package id.kezbek.billing.documents;

import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.InvoiceContent;
import id.kezbek.billing.invoices.InvoiceContent.CashbackPart;
import id.kezbek.billing.invoices.InvoiceContent.Line;
import id.kezbek.billing.invoices.InvoiceContent.Party;
import id.kezbek.billing.invoices.InvoiceContent.PayoutPart;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.FontFactory;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;
import org.springframework.stereotype.Component;

/** An invoice as a PDF. The same invoice gives the same bytes: its dates and its file id come from the invoice, not from the clock. */
@Component
public class InvoicePdf {

    private static final Pattern FILE_ID = Pattern.compile("/ID ?\\[<([0-9a-fA-F]{32})><([0-9a-fA-F]{32})>]");
    private static final int FILE_ID_DIGITS = 32;
    private static final Color SHADE = new Color(0xF0, 0xF2, 0xF5);
    private static final Color RULE = new Color(0xC8, 0xCE, 0xD6);
    private static final Color BRAND = new Color(0x1D, 0x4E, 0x89);
    private static final Font TEXT = FontFactory.getFont(FontFactory.HELVETICA, 9);
    private static final Font BOLD = FontFactory.getFont(FontFactory.HELVETICA_BOLD, 9);
    private static final Font SMALL = FontFactory.getFont(FontFactory.HELVETICA, 8);
    private static final Font HEAD = FontFactory.getFont(FontFactory.HELVETICA_BOLD, 11);
    private static final Font TITLE = FontFactory.getFont(FontFactory.HELVETICA_BOLD, 18, BRAND);
    private static final float MARGIN = 48;
    private static final float GAP = 12;
    private static final float PADDING = 5;
    private static final Money STAMP_DUTY_ABOVE = Money.rupiah(5_000_000);

    /** One rendering, so that its helpers need not pass invoice, content and language along. */
    private static final class Rendering {

        private final Invoice invoice;
        private final InvoiceContent content;
        private final Language language;
        private final Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);

        private Rendering(Invoice invoice, Language language) {
            this.invoice = invoice;
            this.content = invoice.content();
            this.language = language;
        }

        private byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PdfWriter writer = PdfWriter.getInstance(document, out);
            document.open();
            PdfDate issued =
                    new PdfDate(GregorianCalendar.from(invoice.issuedAt().atZone(Jakarta.ZONE)));
            writer.getInfo().put(PdfName.CREATIONDATE, issued);
            writer.getInfo().put(PdfName.MODDATE, issued);
            document.addTitle(invoice.number());
            head();
            parties();
            amounts();
            annex();
            document.close();
            return withFileId(out.toByteArray(), invoice.sha256().substring(0, FILE_ID_DIGITS));
        }

        private void head() {
            PdfPTable table = table(1, 1);
            PdfPCell brand = plain(new Phrase(content.seller().name(), TITLE), Element.ALIGN_LEFT);
            table.addCell(brand);
            table.addCell(plain(new Phrase(say(InvoiceWords.TITLE), TITLE), Element.ALIGN_RIGHT));
            document.add(table);

            PdfPTable facts = table(1, 2, 1, 2);
            fact(facts, InvoiceWords.NUMBER, invoice.number());
            fact(facts, InvoiceWords.DATE, date(Jakarta.dayOf(invoice.issuedAt())));
            fact(facts, InvoiceWords.PERIOD, month());
            fact(facts, InvoiceWords.DUE, date(invoice.dueOn()));
            document.add(facts);
        }

        private void parties() {
            PdfPTable table = table(1, 1);
            table.addCell(party(InvoiceWords.SELLER, content.seller()));
            table.addCell(party(InvoiceWords.BUYER, content.buyer()));
            document.add(table);
        }

        private PdfPCell party(InvoiceWords role, Party party) {
            PdfPCell cell = new PdfPCell();
            cell.setBorderColor(RULE);
            cell.setPadding(PADDING + 1);
            cell.addElement(new Paragraph(say(role), SMALL));
            cell.addElement(new Paragraph(party.name(), BOLD));
            cell.addElement(new Paragraph(party.address(), TEXT));
            cell.addElement(new Paragraph("NPWP " + orDash(party.npwp()), TEXT));
            cell.addElement(new Paragraph("NITKU " + orDash(party.idtku()), TEXT));
            return cell;
        }

        private void amounts() {
            PdfPTable table = table(5, 2);
            header(table, InvoiceWords.DESCRIPTION, Element.ALIGN_LEFT);
            header(table, InvoiceWords.AMOUNT, Element.ALIGN_RIGHT);
            for (Line line : content.lines()) {
                row(table, describe(line), line.amount(), TEXT);
            }
            row(table, say(InvoiceWords.PRICE), content.price(), BOLD);
            if (content.ppn().signum() > 0) {
                row(table, say(InvoiceWords.BASE), content.base(), TEXT);
                row(table, say(InvoiceWords.PPN), content.ppn(), TEXT);
            }
            row(table, say(InvoiceWords.TOTAL), content.total(), HEAD);
            if (content.pph23().signum() > 0) {
                row(table, say(InvoiceWords.WITHHOLDING), content.pph23(), TEXT);
                row(table, say(InvoiceWords.TO_PAY), content.total().subtract(content.pph23()), BOLD);
            }
            document.add(table);
            String words = AmountInWords.of(content.total().longValueExact(), language);
            document.add(spaced(new Paragraph(say(InvoiceWords.IN_WORDS) + ": " + words, BOLD)));
            if (!content.bankAccount().isEmpty()) {
                document.add(spaced(new Paragraph(say(InvoiceWords.PAY_TO) + ": " + content.bankAccount(), TEXT)));
            }
            if (content.notesStampDuty() && STAMP_DUTY_ABOVE.below(invoice.total())) {
                document.add(spaced(new Paragraph(say(InvoiceWords.STAMP_DUTY), SMALL)));
            }
        }

        private void annex() {
            document.newPage();
            document.add(
                    spaced(new Paragraph(say(InvoiceWords.ANNEX) + " - " + invoice.number() + " - " + month(), HEAD)));
            document.add(spaced(new Paragraph(say(InvoiceWords.CASHBACK_TITLE), BOLD)));
            PdfPTable cashback = table(2, 2, 2, 2, 3);
            header(cashback, InvoiceWords.RULE, Element.ALIGN_LEFT);
            header(cashback, InvoiceWords.TIER, Element.ALIGN_LEFT);
            header(cashback, InvoiceWords.WALLET, Element.ALIGN_LEFT);
            header(cashback, InvoiceWords.PURCHASES, Element.ALIGN_RIGHT);
            header(cashback, InvoiceWords.AMOUNT, Element.ALIGN_RIGHT);
            for (CashbackPart part : content.cashbackParts()) {
                cell(
                        cashback,
                        part.rule() == null
                                ? say(InvoiceWords.OTHER)
                                : part.rule().toString(),
                        false,
                        TEXT);
                cell(cashback, orDash(part.tier()), false, TEXT);
                cell(cashback, orDash(part.wallet()), false, TEXT);
                cell(cashback, Long.toString(part.purchases()), true, TEXT);
                cell(cashback, rupiah(part.amount()), true, TEXT);
            }
            cell(cashback, say(InvoiceWords.SUM), false, BOLD);
            cell(cashback, "", false, BOLD);
            cell(cashback, "", false, BOLD);
            cell(cashback, Long.toString(content.purchases()), true, BOLD);
            cell(cashback, rupiah(content.cashback()), true, BOLD);
            document.add(cashback);
            if (content.cashbackOwed().signum() != 0) {
                document.add(
                        spaced(new Paragraph(say(InvoiceWords.OWED) + ": " + rupiah(content.cashbackOwed()), TEXT)));
            }
            document.add(spaced(new Paragraph(say(InvoiceWords.PAYOUTS_TITLE), BOLD)));
            document.add(payouts());
        }

        private PdfPTable payouts() {
            PdfPTable table = table(2, 2, 2, 3, 3);
            header(table, InvoiceWords.PROVIDER, Element.ALIGN_LEFT);
            header(table, InvoiceWords.WALLET, Element.ALIGN_LEFT);
            header(table, InvoiceWords.PAYOUTS, Element.ALIGN_RIGHT);
            header(table, InvoiceWords.AMOUNT, Element.ALIGN_RIGHT);
            header(table, InvoiceWords.FEES, Element.ALIGN_RIGHT);
            List<PayoutPart> parts = content.payoutParts();
            for (PayoutPart part : parts) {
                cell(table, part.provider(), false, TEXT);
                cell(table, part.wallet(), false, TEXT);
                cell(table, Long.toString(part.payouts()), true, TEXT);
                cell(table, rupiah(part.amount()), true, TEXT);
                cell(table, rupiah(part.fees()), true, TEXT);
            }
            cell(table, say(InvoiceWords.SUM), false, BOLD);
            cell(table, "", false, BOLD);
            cell(
                    table,
                    Long.toString(parts.stream().mapToLong(PayoutPart::payouts).sum()),
                    true,
                    BOLD);
            cell(table, rupiah(sum(parts.stream().map(PayoutPart::amount).toList())), true, BOLD);
            cell(table, rupiah(sum(parts.stream().map(PayoutPart::fees).toList())), true, BOLD);
            return table;
        }

        private String describe(Line line) {
            String words = say(InvoiceWords.valueOf(line.kind().name()));
            return line.rate() == null
                    ? words
                    : words + " (" + line.rate().stripTrailingZeros().toPlainString() + "% x "
                            + rupiah(content.cashback()) + ")";
        }

        private void fact(PdfPTable table, InvoiceWords name, String value) {
            table.addCell(plain(new Phrase(say(name), SMALL), Element.ALIGN_LEFT));
            table.addCell(plain(new Phrase(value, BOLD), Element.ALIGN_LEFT));
        }

        private void header(PdfPTable table, InvoiceWords name, int align) {
            PdfPCell cell = bordered(new Phrase(say(name), BOLD), align);
            cell.setBackgroundColor(SHADE);
            table.addCell(cell);
        }

        private void row(PdfPTable table, String name, BigDecimal amount, Font font) {
            cell(table, name, false, font);
            cell(table, rupiah(amount), true, font);
        }

        private String say(InvoiceWords words) {
            return words.in(language);
        }

        private String month() {
            return DateTimeFormatter.ofPattern("MMMM yyyy", language.locale())
                    .format(YearMonth.parse(content.period()));
        }

        private String date(LocalDate day) {
            return DateTimeFormatter.ofPattern("d MMMM yyyy", language.locale()).format(day);
        }
    }

    public byte[] of(Invoice invoice, Language language) {
        return new Rendering(invoice, language).bytes();
    }

    private static PdfPTable table(float... widths) {
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.setSpacingBefore(GAP);
        return table;
    }

    private static void cell(PdfPTable table, String text, boolean isNumber, Font font) {
        table.addCell(bordered(new Phrase(text, font), isNumber ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT));
    }

    private static PdfPCell bordered(Phrase phrase, int align) {
        PdfPCell cell = new PdfPCell(phrase);
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderColor(RULE);
        cell.setPadding(PADDING);
        cell.setHorizontalAlignment(align);
        return cell;
    }

    private static PdfPCell plain(Phrase phrase, int align) {
        PdfPCell cell = new PdfPCell(phrase);
        cell.setBorder(Rectangle.NO_BORDER);
        cell.setPadding(2);
        cell.setHorizontalAlignment(align);
        return cell;
    }

    private static Paragraph spaced(Paragraph paragraph) {
        paragraph.setSpacingBefore(GAP);
        return paragraph;
    }

    private static String rupiah(BigDecimal amount) {
        return Money.rupiah(amount).inWords();
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String orDash(@Nullable String text) {
        return text == null || text.isEmpty() ? "-" : text;
    }

    /** The library derives the file's id from the clock; the invoice's hash takes its place, in the same length. */
    private static byte[] withFileId(byte[] pdf, String id) {
        StringBuilder text = new StringBuilder(new String(pdf, StandardCharsets.ISO_8859_1));
        Matcher found = FILE_ID.matcher(text);
        while (found.find()) {
            text.replace(found.start(1), found.end(1), id);
            text.replace(found.start(2), found.end(2), id);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
