package id.kezbek.billing.documents;

import id.kezbek.billing.invoices.InvoiceContent.Party;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.Texts;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.GregorianCalendar;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.HeaderFooter;
import org.openpdf.text.Image;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/**
 * Creates the pages of an invoice or a credit note, in one of the two languages. Equal input gives equal bytes, because
 * the caller supplies all dates and ids, and the class uses neither a clock nor random values.
 */
final class PdfSheet {

    /**
     * The metadata that identifies the document in the PDF file.
     *
     * @param sha256 the hash of its content, in hexadecimal
     */
    record About(InvoiceWords title, String number, Instant issuedAt, String sha256) {}

    static final Font TEXT = new Font(PrintedText.REGULAR, 9);
    static final Font BOLD = new Font(PrintedText.BOLD, 9);
    static final Font SMALL = new Font(PrintedText.REGULAR, 8);
    static final Font HEAD = new Font(PrintedText.BOLD, 11);

    private static final Font TITLE = new Font(PrintedText.BOLD, 18, Font.NORMAL, new Color(0x1D, 0x4E, 0x89));
    private static final Color SHADE = new Color(0xF0, 0xF2, 0xF5);
    private static final Color RULE = new Color(0xC8, 0xCE, 0xD6);
    private static final Pattern FILE_ID = Pattern.compile("/ID ?\\[<([0-9a-fA-F]{32})><([0-9a-fA-F]{32})>]");
    private static final Pattern FONT_TAG = Pattern.compile("/([A-Z]{6})\\+NotoSans-");
    private static final int FILE_ID_DIGITS = 32;
    private static final String TAG_OF_FONTS = "CEZBEK";
    private static final float MARGIN = 48;
    private static final float GAP = 12;
    private static final float PADDING = 5;
    private static final float LOGO_WIDTH = 150;
    private static final float LOGO_HEIGHT = 40;

    private final Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
    private final About about;
    private final Language language;

    private PdfSheet(About about, Language language) {
        this.about = about;
        this.language = language;
    }

    static byte[] draw(About about, Language language, Consumer<PdfSheet> content) {
        return new PdfSheet(about, language).bytes(content);
    }

    private byte[] bytes(Consumer<PdfSheet> content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfWriter writer = PdfWriter.getInstance(document, out);
        HeaderFooter footer =
                new HeaderFooter(new Phrase(about.number() + "  |  " + say(InvoiceWords.PAGE) + " ", SMALL), true);
        footer.setBorder(Rectangle.NO_BORDER);
        footer.setAlignment(Element.ALIGN_RIGHT);
        document.setFooter(footer);
        document.open();
        PdfDate issued = new PdfDate(GregorianCalendar.from(about.issuedAt().atZone(Jakarta.ZONE)));
        writer.getInfo().put(PdfName.CREATIONDATE, issued);
        writer.getInfo().put(PdfName.MODDATE, issued);
        document.addTitle(about.number());
        content.accept(this);
        document.close();
        return withOwnIds(out.toByteArray());
    }

    /**
     * Makes the file reproducible. The library derives the file's id from the clock and generates random font tags, so
     * this method replaces both by fixed values of the same length.
     */
    private byte[] withOwnIds(byte[] pdf) {
        StringBuilder text = new StringBuilder(new String(pdf, StandardCharsets.ISO_8859_1));
        String id = about.sha256().substring(0, FILE_ID_DIGITS);
        Matcher ids = FILE_ID.matcher(text);
        while (ids.find()) {
            text.replace(ids.start(1), ids.end(1), id);
            text.replace(ids.start(2), ids.end(2), id);
        }
        Matcher tags = FONT_TAG.matcher(text);
        while (tags.find()) {
            text.replace(tags.start(1), tags.end(1), TAG_OF_FONTS);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    void head(Party seller, @Nullable BufferedImage logo) {
        PdfPTable table = table(1, 1);
        table.addCell(logo == null ? plain(phrase(seller.name(), TITLE), Element.ALIGN_LEFT) : plain(image(logo)));
        table.addCell(plain(phrase(say(about.title()), TITLE), Element.ALIGN_RIGHT));
        document.add(table);
    }

    PdfPCell party(InvoiceWords role, Party party, @Nullable BufferedImage logo) {
        PdfPCell cell = new PdfPCell();
        cell.setBorderColor(RULE);
        cell.setPadding(PADDING + 1);
        cell.addElement(paragraph(say(role), SMALL));
        if (logo != null) {
            Image image = image(logo);
            image.setSpacingBefore(PADDING);
            image.setSpacingAfter(PADDING);
            cell.addElement(image);
        }
        cell.addElement(paragraph(party.name(), BOLD));
        cell.addElement(paragraph(party.address(), TEXT));
        cell.addElement(paragraph("NPWP " + orDash(party.npwp()), TEXT));
        cell.addElement(paragraph("NITKU " + orDash(party.idtku()), TEXT));
        return cell;
    }

    void fact(PdfPTable table, InvoiceWords name, String value) {
        table.addCell(plain(phrase(say(name), SMALL), Element.ALIGN_LEFT));
        table.addCell(plain(phrase(value, BOLD), Element.ALIGN_LEFT));
    }

    void header(PdfPTable table, InvoiceWords name, int align) {
        PdfPCell cell = bordered(phrase(say(name), BOLD), align);
        cell.setBackgroundColor(SHADE);
        table.addCell(cell);
    }

    void row(PdfPTable table, String name, BigDecimal amount, Font font) {
        text(table, name, font);
        number(table, rupiah(amount), font);
    }

    void text(PdfPTable table, String text, Font font) {
        table.addCell(bordered(phrase(text, font), Element.ALIGN_LEFT));
    }

    void number(PdfPTable table, String number, Font font) {
        table.addCell(bordered(phrase(number, font), Element.ALIGN_RIGHT));
    }

    /** Adds a paragraph with a gap above it. */
    void say(String text, Font font) {
        Paragraph paragraph = paragraph(text, font);
        paragraph.setSpacingBefore(GAP);
        document.add(paragraph);
    }

    void add(PdfPTable table) {
        document.add(table);
    }

    void newPage() {
        document.newPage();
    }

    Language language() {
        return language;
    }

    String say(InvoiceWords words) {
        return words.in(language);
    }

    /** A percentage with the language's decimal sign. */
    String percent(BigDecimal rate) {
        String number = rate.stripTrailingZeros().toPlainString();
        return (language == Language.INDONESIAN ? number.replace('.', ',') : number) + "%";
    }

    String month(String period) {
        return DateTimeFormatter.ofPattern("MMMM yyyy", language.locale()).format(YearMonth.parse(period));
    }

    String date(Instant at) {
        return date(Jakarta.dayOf(at));
    }

    String date(LocalDate day) {
        return DateTimeFormatter.ofPattern("d MMMM yyyy", language.locale()).format(day);
    }

    static PdfPTable table(float... widths) {
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.setSpacingBefore(GAP);
        return table;
    }

    static String rupiah(BigDecimal amount) {
        return Money.rupiah(amount).inWords();
    }

    static String orDash(@Nullable String text) {
        return text == null || text.isEmpty() ? "-" : text;
    }

    private static Paragraph paragraph(String text, Font font) {
        return new Paragraph(Texts.composed(text), font);
    }

    private static Phrase phrase(String text, Font font) {
        return new Phrase(Texts.composed(text), font);
    }

    private static Image image(BufferedImage logo) {
        try {
            Image image = Image.getInstance(logo, null);
            image.scaleToFit(Math.min(LOGO_WIDTH, logo.getWidth()), LOGO_HEIGHT);
            return image;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
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

    private static PdfPCell plain(Image image) {
        PdfPCell cell = new PdfPCell(image, false);
        cell.setBorder(Rectangle.NO_BORDER);
        cell.setPadding(2);
        return cell;
    }
}
