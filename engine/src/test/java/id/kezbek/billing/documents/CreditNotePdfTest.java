package id.kezbek.billing.documents;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.invoices.CreditNote;
import id.kezbek.billing.invoices.CreditNoteContent;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.InvoiceContent.LineKind;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The credit note in docs/finance.md, as a file. */
class CreditNotePdfTest {

    @Test
    void bothLanguagesShowCreditAndRest() throws IOException {
        assertThat(PdfText.of(CreditNotePdf.of(note(), Language.INDONESIAN, Logos.NONE)))
                .contains(
                        "NOTA KREDIT",
                        "CN/2026/000003",
                        "INV/2026/000042",
                        "Biaya penyedia pembayaran, November 2026",
                        "Rp222.000",
                        "Rp11.155.500",
                        "dua ratus dua puluh dua ribu rupiah");
        assertThat(PdfText.of(CreditNotePdf.of(note(), Language.ENGLISH, Logos.NONE)))
                .contains("CREDIT NOTE", "4 December 2026", "Open amount of the invoice after this note", "Rp4.000");
    }

    /** With -Ddocs.write=true, writes the image for docs/finance.md. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void sameNoteGivesSameBytes(Language language) throws IOException {
        Logos logos = new Logos(InvoicePdfTest.logo("Kezbek", 0x1D4E89), InvoicePdfTest.logo("Toko", 0xB5651D));
        byte[] first = CreditNotePdf.of(note(), language, logos);
        assertThat(CreditNotePdf.of(note(), language, logos)).isEqualTo(first);
        BufferedImage page = InvoicePdfTest.drawn(first);
        assertThat(page.getWidth()).isGreaterThan(600);
        if (Boolean.getBoolean("docs.write") && language == Language.ENGLISH) {
            Path image = Path.of("../docs/images/credit-note.png");
            ImageIO.write(page, "png", image.toFile());
            assertThat(Files.size(image)).isPositive();
        }
    }

    private static CreditNote note() {
        Invoice invoice = InvoiceSamples.november();
        CreditNoteContent content = new CreditNoteContent(
                invoice.number(),
                invoice.issuedAt(),
                "2026-11",
                invoice.content().seller(),
                invoice.content().buyer(),
                List.of(new CreditNoteContent.Line(LineKind.PROVIDER_FEES, new BigDecimal(200_000))),
                new BigDecimal(200_000),
                new BigDecimal(183_333),
                new BigDecimal(22_000),
                new BigDecimal(222_000),
                new BigDecimal(4_000),
                new BigDecimal(11_155_500),
                "fees of payouts that failed");
        return new CreditNote(
                UUID.fromString("019ac1c0-0000-7000-8000-000000000002"),
                "CN/2026/000003",
                invoice.id(),
                Money.rupiah(200_000),
                Money.rupiah(22_000),
                Money.rupiah(4_000),
                false,
                content,
                "5".repeat(64),
                Instant.parse("2026-12-04T02:00:00Z"));
    }
}
