package id.kezbek.console.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A webhook endpoint from API v2. */
public record Endpoint(
        String id,
        String url,
        String description,
        List<String> types,
        String state,
        @Nullable String disabledWhy,
        @Nullable Instant failingSince,
        @Nullable Instant formerSecretUntil,
        Instant createdAt,
        String partner) {

    /** The event types that an endpoint can receive. */
    public static final List<String> TYPES = List.of(
            "transaction.accepted",
            "reward.earned",
            "tier.changed",
            "payout.paid",
            "payout.failed",
            "payout.cancelled",
            "payout.reversed",
            "refund.completed",
            "invoice.issued");

    /** All endpoints of a partner. */
    public record Endpoints(List<Endpoint> items, @Nullable String nextCursor) {}

    /** The secret of an endpoint, which only one page shows. */
    public record Secret(String id, String url, String secret) {

        /** Leaves out the secret. */
        @Override
        public String toString() {
            return "Secret[" + id + "]";
        }
    }

    public boolean isActive() {
        return state.equals("ACTIVE");
    }

    public String tone() {
        if (!isActive()) {
            return "bad";
        }
        return failingSince == null ? "good" : "wait";
    }
}
