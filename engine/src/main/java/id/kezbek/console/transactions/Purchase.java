package id.kezbek.console.transactions;

import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transaction from API v2. */
public record Purchase(
        String id,
        String partner,
        String reference,
        Instant acceptedAt,
        String msisdn,
        @Nullable String email,
        String wallet,
        int quantity,
        Money amount,
        RuleVersion rule,
        Money cashback,
        Money reward,
        TierMove tier,
        int recurring,
        @Nullable PaidOut payout,
        Trace trace) {

    public record RuleVersion(long id, int version) {}

    public record TierMove(@Nullable String before, String after) {}

    /**
     * @param parts all payouts into which the payout was split, the original payout first; null if the payout was not
     * split
     */
    public record PaidOut(
            String id, String state, Money amount, @Nullable List<PaidOut> parts) {

        /** The other payouts for this purchase. */
        List<PaidOut> others() {
            return parts == null
                    ? List.of()
                    : parts.stream().filter(part -> !part.id().equals(id)).toList();
        }
    }

    public record Trace(
            BigDecimal percent,
            Money uncapped,
            @Nullable Money cap,
            @Nullable List<Trim> trims,
            String rounding) {}

    public record Trim(String by, Money to) {}

    /** A page of transactions. */
    public record Purchases(List<Purchase> items, @Nullable String nextCursor) {}
}
