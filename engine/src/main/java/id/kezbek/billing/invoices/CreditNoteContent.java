package id.kezbek.billing.invoices;

import id.kezbek.billing.invoices.InvoiceContent.LineKind;
import id.kezbek.billing.invoices.InvoiceContent.Party;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a credit note says. Amounts are rupiah with two decimals.
 *
 * @param invoice the number of the invoice that it reduces
 * @param lines what it takes off
 * @param price their sum, without tax
 * @param base by how much the base of PPN becomes less
 * @param pph23 by how much less the partner may withhold
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

    /** @param kind of the invoice's line; null for a reduction that belongs to no line */
    public record Line(@Nullable LineKind kind, BigDecimal amount) {}
}
