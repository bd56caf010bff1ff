package id.kezbek.billing.documents;

import id.kezbek.billing.invoices.CreditNote;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Language;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.files.FileStore;
import org.springframework.stereotype.Component;

/**
 * Invoices as files. Each is drawn and stored once, soon after its issue; from then on everybody gets the stored bytes, also after
 * a logo has changed.
 */
@Component
public class InvoiceFiles {

    static final String PDF = "application/pdf";

    /** An invoice has some tens of kilobytes. */
    private static final int BYTES_MAX = 5 * 1024 * 1024;

    private final FileStore files;
    private final FindLogos findLogos;

    InvoiceFiles(FileStore files, FindLogos findLogos) {
        this.files = files;
        this.findLogos = findLogos;
    }

    /**
     * The stored file, or before it is stored the same drawn now.
     *
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the file store fails
     */
    public byte[] of(Invoice invoice, Language language) {
        return files.get(key(invoice, language), BYTES_MAX)
                .orElseGet(() -> InvoicePdf.of(invoice, language, findLogos.of(invoice.partner())));
    }

    /** @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the file store fails */
    void store(Invoice invoice) {
        Logos logos = findLogos.of(invoice.partner());
        for (Language language : Language.values()) {
            files.put(key(invoice, language), InvoicePdf.of(invoice, language, logos), PDF);
        }
    }

    /** Drawn anew each time; nobody is mailed it. */
    public byte[] of(CreditNote note, PartnerId partner, Language language) {
        return CreditNotePdf.of(note, language, findLogos.of(partner));
    }

    /** Of a document as a file, by its number. */
    public static String name(String number) {
        return number.replace('/', '-') + ".pdf";
    }

    static String key(Invoice invoice, Language language) {
        return "invoices/" + Ids.text(invoice.id()) + "." + language.code() + ".pdf";
    }
}
