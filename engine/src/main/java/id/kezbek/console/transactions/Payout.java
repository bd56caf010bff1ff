package id.kezbek.console.transactions;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A payout from API v2, with its attempts. */
public record Payout(
        String id,
        String partner,
        String msisdn,
        String wallet,
        Money amount,
        String state,
        @Nullable String reason,
        @Nullable List<Quote> quotes,
        String explanation,
        Instant dueAt,
        Instant createdAt,
        @Nullable Instant endedAt,
        List<Item> items,
        List<Attempt> attempts,
        @Nullable List<Part> parts) {

    /** Another payout of the same purchase. It exists because the payout was split. */
    public record Part(String id, String state, Money amount) {}

    public List<Part> otherParts() {
        return parts == null ? List.of() : parts;
    }

    /** Whether this payout also includes small amounts from other purchases. */
    public boolean collectsSmallAmounts() {
        return items.stream()
                .anyMatch(
                        item -> item.kind().equals("COLLECTED") && item.amount().isPositive());
    }

    public record Item(String kind, String purchase, String reference, Money amount) {}

    public record Quote(String provider, Money fee, String verdict, String reason) {}

    public record Attempt(
            String reference,
            int number,
            String provider,
            String state,
            @Nullable Money fee,
            @Nullable Money directFee,
            @Nullable String providerReference,
            @Nullable String reason,
            @Nullable List<Quote> quotes,
            Instant startedAt,
            @Nullable Instant endedAt,
            int inquiries) {}
}
