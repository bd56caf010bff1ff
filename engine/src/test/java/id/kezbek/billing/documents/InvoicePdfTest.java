package id.kezbek.billing.documents;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.tax.InvoiceTaxes;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of invoices, read with another library. */
class InvoicePdfTest {

    private static final float DOTS_PER_INCH = 80;

    /** Polish, Vietnamese, Turkish, Icelandic, Greek and Cyrillic letters, and signs outside Latin-1. */
    private static final String NAME = "PT Żółć Đặng Trần Ngữ İğne Þór Ωμέγα Юг – “€” ™";

    private final Invoice invoice = InvoiceSamples.november();

    @ParameterizedTest
    @EnumSource(Language.class)
    void sameInvoiceGivesSameBytes(Language language) throws IOException {
        Logos logos = new Logos(logo("Kezbek", 0x1D4E89), logo("Toko", 0xB5651D));
        byte[] first = InvoicePdf.of(invoice, language, logos);
        Logos again = new Logos(logo("Kezbek", 0x1D4E89), logo("Toko", 0xB5651D));
        assertThat(InvoicePdf.of(InvoiceSamples.november(), language, again)).isEqualTo(first);
        assertThat(InvoicePdf.of(invoice, language, Logos.NONE)).isNotEqualTo(first);
        assertThat(first).hasSizeLessThan(150_000);
    }

    @Test
    void bothLanguagesSayAmountsTaxNumbersAndWords() throws IOException {
        assertThat(text(invoice, Language.INDONESIAN))
                .contains(
                        "FAKTUR",
                        "INV/2026/000042",
                        "1 Desember 2026",
                        "November 2026",
                        "0123456789012345000000",
                        "Rp11.377.500",
                        "Rp9.395.833",
                        "(2,5% x Rp400.000.000)",
                        "Rp11.172.500",
                        "sebelas juta tiga ratus tujuh puluh tujuh ribu lima ratus rupiah",
                        "e-meterai",
                        "Rp398.500.000",
                        "XENIT",
                        "Halaman 2");
        assertThat(text(invoice, Language.ENGLISH))
                .contains(
                        "INVOICE",
                        "1 December 2026",
                        "PT Toko & Dagang",
                        "eleven million three hundred seventy-seven thousand five hundred rupiah",
                        "GOLD",
                        "Page 1");
    }

    @Test
    void onlyPartnersThatPayProvidersFeesSeeThem() throws IOException {
        assertThat(text(invoice, Language.ENGLISH)).contains("Fees", "Rp100.000", "Rp150.000");
        assertThat(text(InvoiceSamples.of(Money.rupiah(10_000_000)), Language.ENGLISH))
                .contains("Rp280.000.000")
                .doesNotContain("Fees", "Rp100.000", "Rp150.000", "Rp250.000");
    }

    @Test
    void namesOfManyLanguagesAreDrawnWithEmbeddedFonts() throws IOException {
        assertThat(PrintedText.fault(NAME)).isEmpty();
        Invoice abroad = InvoiceSamples.november(NAME);
        assertThat(text(abroad, Language.ENGLISH)).contains(NAME);
        String apart = Normalizer.normalize(NAME, Normalizer.Form.NFD);
        assertThat(PrintedText.fault(apart)).isEmpty();
        assertThat(text(InvoiceSamples.november(apart), Language.ENGLISH)).contains(NAME);
        try (PDDocument document = Loader.loadPDF(InvoicePdf.of(abroad, Language.ENGLISH, Logos.NONE))) {
            Set<String> fonts = new HashSet<>();
            for (PDPage page : document.getPages()) {
                PDResources resources = page.getResources();
                for (COSName name : resources.getFontNames()) {
                    PDFont font = resources.getFont(name);
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                    fonts.add(font.getName());
                }
            }
            assertThat(fonts).containsExactlyInAnyOrder("CEZBEK+NotoSans-Regular", "CEZBEK+NotoSans-Bold");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT Żółć 株式会社", "PT שלום", "PT مرحبا", "PT नमस्ते", "PT 😀", "PT \uE000"})
    void otherScriptsAreRefusedWithTheCharacter(String name) {
        int sign = name.codePointAt(name.startsWith("PT Ż") ? 8 : 3);
        assertThat(PrintedText.fault(name))
                .hasValueSatisfying(fault ->
                        assertThat(fault).contains("Latin").endsWith("cannot print " + Character.toString(sign)));
    }

    @Test
    void sampleTaxesAreThoseOfItsPrice() {
        InvoiceTaxes taxes = InvoiceTaxes.of(invoice.price(), true, true);
        assertThat(taxes.base()).isEqualTo(Money.rupiah(9_395_833));
        assertThat(taxes.ppn()).isEqualTo(invoice.ppn());
        assertThat(taxes.pph23()).isEqualTo(invoice.pph23());
        assertThat(InvoiceTaxes.of(Money.rupiah(1), false, false).ppn()).isEqualTo(Money.ZERO);
    }

    /** With -Ddocs.write=true, writes the image for docs/finance.md. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void firstPageIsDrawnWithBothLogos(Language language) throws IOException {
        Logos logos = new Logos(logo("Kezbek", 0x1D4E89), logo("Toko", 0xB5651D));
        BufferedImage page = drawn(InvoicePdf.of(invoice, language, logos));
        assertThat(page.getWidth()).isGreaterThan(600);
        assertThat(shareOf(page, 0x1D4E89)).isGreaterThan(0.002);
        assertThat(shareOf(page, 0xB5651D)).isGreaterThan(0.002);
        if (Boolean.getBoolean("docs.write")) {
            Path image = Path.of("../docs/images/invoice-" + language.code() + ".png");
            ImageIO.write(page, "png", image.toFile());
            assertThat(Files.size(image)).isPositive();
        }
    }

    static BufferedImage drawn(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFRenderer(document).renderImageWithDPI(0, DOTS_PER_INCH);
        }
    }

    /** A logo as a partner uploads it, larger than in a document. */
    static BufferedImage logo(String name, int color) throws IOException {
        BufferedImage image = new BufferedImage(900, 240, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(color));
        graphics.fillRoundRect(0, 0, 900, 240, 80, 80);
        graphics.setColor(Color.WHITE);
        graphics.setFont(graphics.getFont().deriveFont(150f));
        graphics.drawString(name, 60, 170);
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return FindLogos.small(png.toByteArray());
    }

    private static double shareOf(BufferedImage page, int color) {
        long found = 0;
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                found += (page.getRGB(x, y) & 0xFFFFFF) == color ? 1 : 0;
            }
        }
        return (double) found / page.getWidth() / page.getHeight();
    }

    private static String text(Invoice invoice, Language language) throws IOException {
        return PdfText.of(InvoicePdf.of(invoice, language, Logos.NONE));
    }
}
