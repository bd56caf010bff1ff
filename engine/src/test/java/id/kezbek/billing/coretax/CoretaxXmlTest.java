package id.kezbek.billing.coretax;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.documents.InvoiceSamples;
import id.kezbek.billing.invoices.InvoiceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares the tax office's file with a golden file. */
class CoretaxXmlTest {

    private static final InvoiceSettings SETTINGS = new InvoiceSettings(
            "PT Kezbek Indonesia",
            "Jalan Merdeka 1, Jakarta",
            "0999888777666555",
            "0999888777666555000000",
            "",
            "",
            Duration.ofMinutes(1),
            true,
            15,
            "000000",
            "UM.0033");

    private final CoretaxXml coretaxXml = new CoretaxXml(SETTINGS);

    @Test
    void invoiceIsWrittenAsTheGoldenFileHasIt() throws IOException {
        assertThat(xml(coretaxXml.of(List.of(InvoiceSamples.november()))))
                .isEqualToIgnoringWhitespace(Files.readString(Path.of("src/test/resources/coretax/november.xml")));
    }

    @Test
    void monthWithoutInvoicesIsAnEmptyList() throws IOException {
        assertThat(xml(coretaxXml.of(List.of())))
                .isEqualToIgnoringWhitespace(Files.readString(Path.of("src/test/resources/coretax/empty.xml")));
    }

    private static String xml(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace("><", ">\n<");
    }
}
