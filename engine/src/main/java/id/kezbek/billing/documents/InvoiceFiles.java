package id.kezbek.billing.documents;

import id.kezbek.billing.invoices.CreditNote;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Language;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.files.FileStore;
import org.springframework.stereotype.Component;

/**
 * Invoices and credit notes as files. Each file is generated and stored once, soon after the document is issued. From
 * then on everyone gets the stored bytes, even after a logo has changed.
 */
@Component
public class InvoiceFiles {

    static final String PDF = "application/pdf";

    /** The maximum size of a file; an invoice has a few tens of kilobytes. */
    private static final int BYTES_MAX = 5 * 1024 * 1024;

    private final FileStore files;
    private final FindLogos findLogos;

    InvoiceFiles(FileStore files, FindLogos findLogos) {
        this.files = files;
        this.findLogos = findLogos;
    }

    /**
     * Returns the stored file; if it is not stored yet, generates the same file without storing it.
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

    /**
     * Returns the file of a credit note, like {@link #of(Invoice, Language)}.
     *
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the file store fails
     */
    public byte[] of(CreditNote note, PartnerId partner, Language language) {
        return files.get(key(note, language), BYTES_MAX)
                .orElseGet(() -> CreditNotePdf.of(note, language, findLogos.of(partner)));
    }

    /** @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the file store fails */
    void store(CreditNote note, PartnerId partner) {
        Logos logos = findLogos.of(partner);
        for (Language language : Language.values()) {
            files.put(key(note, language), CreditNotePdf.of(note, language, logos), PDF);
        }
    }

    /** The file name of the document with this number. */
    public static String name(String number) {
        return number.replace('/', '-') + ".pdf";
    }

    static String key(Invoice invoice, Language language) {
        return "invoices/" + Ids.text(invoice.id()) + "." + language.code() + ".pdf";
    }

    static String key(CreditNote note, Language language) {
        return "credit-notes/" + Ids.text(note.id()) + "." + language.code() + ".pdf";
    }
}
