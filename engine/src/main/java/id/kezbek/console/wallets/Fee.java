package id.kezbek.console.wallets;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider's fee for a payout to a wallet.
 *
 * @param direct whether the provider also owns the wallet
 */
public record Fee(
        String provider,
        String wallet,
        String state,
        Money fee,
        Money minimum,
        Money maximum,
        boolean direct,
        boolean enabled,
        Instant effectiveFrom,
        @Nullable Instant effectiveUntil,
        @Nullable String name,
        @Nullable String description,
        Wallet.@Nullable Decision decision) {

    /** A page of fees. */
    public record Fees(List<Fee> items, @Nullable String nextCursor) {}

    public String tone() {
        return switch (state) {
            case "IN_FORCE" -> "good";
            case "PLANNED" -> "wait";
            default -> "quiet";
        };
    }
}
