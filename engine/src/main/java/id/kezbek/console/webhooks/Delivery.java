package id.kezbek.console.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery from API v2.
 *
 * @param attempts the attempts of the delivery; null in a list
 */
public record Delivery(
        String id,
        String eventId,
        String endpointId,
        String type,
        long sequence,
        String url,
        String state,
        int tries,
        @Nullable Instant dueAt,
        @Nullable Integer status,
        @Nullable String failure,
        Instant createdAt,
        @Nullable List<Attempt> attempts) {

    public static final List<String> STATES = List.of("WAITING", "DELIVERED", "FAILED");

    /** A page of deliveries. */
    public record Deliveries(List<Delivery> items, @Nullable String nextCursor) {}

    public record Attempt(
            int number,
            Instant at,
            int durationMillis,
            @Nullable Integer status,
            @Nullable String failure,
            String answer,
            String url) {}

    public boolean isOpen() {
        return state.equals("WAITING");
    }

    public String tone() {
        return switch (state) {
            case "DELIVERED" -> "good";
            case "FAILED" -> "bad";
            default -> "wait";
        };
    }
}
