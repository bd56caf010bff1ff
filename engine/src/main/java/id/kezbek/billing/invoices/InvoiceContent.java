package id.kezbek.billing.invoices;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice says; the preview and the invoice have the same. Amounts are rupiah with two decimals.
 *
 * @param partner its code
 * @param period its month, such as {@code 2026-11}
 * @param from the earliest time of the ledger's lines, included
 * @param until the latest time, excluded
 * @param fundingMode PREPAID or POSTPAID
 * @param price the sum of the lines, without tax
 * @param base the base of PPN
 * @param pph23 what the partner may withhold of the total
 * @param cashback the period's cashback and rewards, which are the partner's own money or debt and not charged here
 * @param cashbackOwed a postpaid partner's whole debt for cashback at the cut
 */
public record InvoiceContent(
        String partner,
        String period,
        Instant from,
        Instant until,
        String fundingMode,
        String language,
        Party seller,
        Party buyer,
        String bankAccount,
        boolean notesStampDuty,
        List<Line> lines,
        BigDecimal price,
        BigDecimal base,
        BigDecimal ppn,
        BigDecimal total,
        BigDecimal pph23,
        BigDecimal cashback,
        BigDecimal cashbackOwed,
        long purchases,
        List<CashbackPart> cashbackParts,
        List<PayoutPart> payoutParts) {

    /** A company on an invoice. */
    public record Party(String name, String address, String npwp, String idtku) {}

    public enum LineKind {
        SERVICE_FEE,
        /** What the service fee lacks of the minimum. */
        MINIMUM,
        PROVIDER_FEES
    }

    /** @param rate the percentage of a fee in percent; null otherwise */
    public record Line(LineKind kind, @Nullable BigDecimal rate, BigDecimal amount) {}

    /** @param rule its number; null for amounts that belong to no single purchase */
    public record CashbackPart(
            @Nullable Long rule,
            @Nullable String tier,
            @Nullable String wallet,
            long purchases,
            BigDecimal amount) {}

    public record PayoutPart(String provider, String wallet, long payouts, BigDecimal amount, BigDecimal fees) {}
}
