package id.kezbek.billing.invoices;

import id.kezbek.billing.invoices.InvoiceContent.LineKind;
import id.kezbek.billing.invoices.InvoiceContent.Party;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a credit note. Amounts are rupiah with two decimals.
 *
 * @param invoice the number of the invoice that it reduces
 * @param lines the reductions
 * @param price the sum of the reductions, without tax
 * @param base by how much it reduces the base of PPN
 * @param pph23 by how much it reduces the PPh 23 that the partner may withhold
 * @param left the total of the invoice after it
 */
public record CreditNoteContent(
        String invoice,
        Instant invoiceIssuedAt,
        String period,
        Party seller,
        Party buyer,
        List<Line> lines,
        BigDecimal price,
        BigDecimal base,
        BigDecimal ppn,
        BigDecimal total,
        BigDecimal pph23,
        BigDecimal left,
        String reason) {

    /** @param kind the kind of the invoice line; null for a reduction without a line */
    public record Line(@Nullable LineKind kind, BigDecimal amount) {}
}
