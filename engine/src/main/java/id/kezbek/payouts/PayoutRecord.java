package id.kezbek.payouts;

import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payout as it stands, with all that was tried.
 *
 * @param reason why it is held, waits or needs people
 * @param quotes JSON: where it waits for a provider, all candidates and why none of them was chosen
 * @param endedAt when it was paid or cancelled
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
        List<AttemptRecord> attempts) {

    /**
     * A part of it.
     *
     * @param kind PURCHASE or NETTING
     * @param reference the partner's reference of the purchase
     */
    public record ItemRecord(String kind, UUID purchase, String reference, Money amount) {}

    /**
     * One try at one provider; our reference there is the text of its id.
     *
     * @param directFee what the wallet's direct provider would have charged; null where there is none
     * @param quotes JSON: all candidates, best first, and why each won or lost
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
