package id.kezbek.billing.documents;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.tax.InvoiceTaxes;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** The file of an invoice, read by another library. */
class InvoicePdfTest {

    private static final float DOTS_PER_INCH = 80;

    private final InvoicePdf invoicePdf = new InvoicePdf();
    private final Invoice invoice = InvoiceSamples.november();

    @Test
    void sameInvoiceGivesSameBytes() {
        for (Language language : Language.values()) {
            byte[] first = invoicePdf.of(invoice, language);
            assertThat(new InvoicePdf().of(InvoiceSamples.november(), language)).isEqualTo(first);
        }
    }

    @Test
    void bothLanguagesSayAmountsTaxNumbersAndWords() throws IOException {
        assertThat(text(Language.INDONESIAN))
                .contains(
                        "FAKTUR",
                        "INV/2026/000042",
                        "1 Desember 2026",
                        "November 2026",
                        "0123456789012345000000",
                        "Rp11.377.500",
                        "Rp9.395.833",
                        "Rp11.172.500",
                        "sebelas juta tiga ratus tujuh puluh tujuh ribu lima ratus rupiah",
                        "e-meterai",
                        "Rp398.500.000",
                        "XENIT");
        assertThat(text(Language.ENGLISH))
                .contains(
                        "INVOICE",
                        "1 December 2026",
                        "PT Toko & Dagang",
                        "eleven million three hundred seventy-seven thousand five hundred rupiah",
                        "GOLD");
    }

    @Test
    void sampleTaxesAreThoseOfItsPrice() {
        InvoiceTaxes taxes = InvoiceTaxes.of(invoice.price(), true, true);
        assertThat(taxes.base()).isEqualTo(Money.rupiah(9_395_833));
        assertThat(taxes.ppn()).isEqualTo(invoice.ppn());
        assertThat(taxes.pph23()).isEqualTo(invoice.pph23());
        assertThat(InvoiceTaxes.of(Money.rupiah(1), false, false).ppn()).isEqualTo(Money.ZERO);
    }

    /** With -Ddocs.write=true the page for docs/finance.md is drawn anew. */
    @Test
    void firstPageIsDrawn() throws IOException {
        try (PDDocument document = Loader.loadPDF(invoicePdf.of(invoice, Language.ENGLISH))) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, DOTS_PER_INCH);
            assertThat(page.getWidth()).isGreaterThan(600);
            if (Boolean.getBoolean("docs.write")) {
                Path image = Path.of("../docs/images/invoice.png");
                ImageIO.write(page, "png", image.toFile());
                assertThat(Files.size(image)).isPositive();
            }
        }
    }

    private String text(Language language) throws IOException {
        try (PDDocument document = Loader.loadPDF(invoicePdf.of(invoice, language))) {
            return new PDFTextStripper().getText(document);
        }
    }
}
