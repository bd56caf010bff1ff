package id.kezbek.billing.invoices;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of an invoice and of its preview. Amounts are rupiah with two decimals.
 *
 * @param partner the partner's code
 * @param period the month, for example {@code 2026-11}
 * @param from the earliest time of the ledger lines, included
 * @param until the latest time, excluded
 * @param fundingMode PREPAID or POSTPAID
 * @param price the sum of the lines, without tax
 * @param base the base of PPN
 * @param pph23 the PPh 23 that the partner may withhold from the total
 * @param cashback the period's cashback and rewards; they are the partner's own money or debt and are not charged here
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

    /** Whether the partner pays the providers' fees, and so may see them. */
    public boolean passesProviderFees() {
        return lines.stream().anyMatch(line -> line.kind() == LineKind.PROVIDER_FEES);
    }

    /** A company on an invoice. */
    public record Party(String name, String address, String npwp, String idtku) {}

    public enum LineKind {
        SERVICE_FEE,
        /** The amount that raises the service fee to the agreed minimum. */
        MINIMUM,
        PROVIDER_FEES
    }

    /** @param rate the percentage of a fee; null for other lines */
    public record Line(LineKind kind, @Nullable BigDecimal rate, BigDecimal amount) {}

    /** @param rule the rule's number; null for amounts without a single purchase */
    public record CashbackPart(
            @Nullable Long rule,
            @Nullable String tier,
            @Nullable String wallet,
            long purchases,
            BigDecimal amount) {}

    public record PayoutPart(String provider, String wallet, long payouts, BigDecimal amount, BigDecimal fees) {}
}
