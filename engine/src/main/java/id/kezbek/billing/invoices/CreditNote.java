package id.kezbek.billing.invoices;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * An issued credit note.
 *
 * @param pph23 by how much it reduces the PPh 23 that the partner may withhold
 * @param endsInvoice whether nothing of the invoice is left after it
 * @param sha256 the hash of the frozen content, in hexadecimal
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
