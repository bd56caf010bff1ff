package id.kezbek.payouts.reading;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payout with its attempts.
 *
 * @param reason why the payout is held, waits or needs a decision of staff
 * @param quotes JSON: if the payout waits for a provider, all candidates and why none was chosen
 * @param endedAt when the payout was paid or cancelled
 * @param parts the other payouts of the same purchase, if a payout was split
 */
public record PayoutRecord(
        UUID id,
        PartnerId partner,
        Msisdn msisdn,
        String wallet,
        Money amount,
        PayoutState state,
        @Nullable String reason,
        @Nullable String quotes,
        Instant dueAt,
        Instant createdAt,
        @Nullable Instant endedAt,
        List<ItemRecord> items,
        List<AttemptRecord> attempts,
        List<PartRecord> parts) {

    /**
     * An item of a payout.
     *
     * @param kind PURCHASE, REFUND (a refunded part of the purchase), NETTING (a set-off refund of an earlier
     *     purchase), ROUNDING, COLLECTED (a purchase of a smaller payout; negative in that payout), or SPLIT (a part of
     *     a payout that was too high for one order; negative in that payout)
     * @param reference the partner's reference of the purchase
     */
    public record ItemRecord(String kind, UUID purchase, String reference, Money amount) {}

    /** Another payout of the same purchase. */
    public record PartRecord(UUID id, PayoutState state, Money amount) {}

    /**
     * One attempt. The attempt's id as text is the reference at the provider.
     *
     * @param directFee the fee of the wallet's direct provider; null if there is none
     * @param quotes JSON: all candidates with reasons, the best first
     */
    public record AttemptRecord(
            UUID id,
            int number,
            String provider,
            AttemptState state,
            Money fee,
            @Nullable Money directFee,
            @Nullable String providerReference,
            @Nullable String reason,
            String quotes,
            Instant startedAt,
            @Nullable Instant endedAt,
            int inquiries) {}
}
