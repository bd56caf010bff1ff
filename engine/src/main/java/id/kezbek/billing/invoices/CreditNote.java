package id.kezbek.billing.invoices;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * An issued credit note.
 *
 * @param pph23 by how much less the partner may withhold
 * @param endsInvoice whether nothing is left of the invoice after it
 * @param sha256 of the frozen content, in hexadecimal digits
 */
public record CreditNote(
        UUID id,
        String number,
        UUID invoice,
        Money price,
        Money ppn,
        Money pph23,
        boolean endsInvoice,
        CreditNoteContent content,
        String sha256,
        Instant issuedAt) {

    public Money total() {
        return price.plus(ppn);
    }
}
