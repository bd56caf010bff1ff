package id.kezbek.console.wallets;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wallet from API v2. */
public record Wallet(String code, String name, Money minimum, Money maximum, boolean active, int version) {

    public record Wallets(List<Wallet> items) {}

    /** A wallet with its history. */
    public record History(Wallet wallet, List<Version> versions) {}

    public record Version(Wallet wallet, @Nullable Decision decision) {}

    public record Decision(
            String approval,
            String proposedBy,
            @Nullable String approvedBy,
            @Nullable Instant at,
            String reason) {}
}
