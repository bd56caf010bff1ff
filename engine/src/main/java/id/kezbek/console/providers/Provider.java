package id.kezbek.console.providers;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider from API v2. */
public record Provider(
        String code,
        String name,
        boolean configured,
        boolean paused,
        @Nullable Pause pause,
        String health,
        @JsonProperty("float") Balance balance,
        Open open,
        List<Fee> fees) {

    public record Providers(List<Provider> items) {}

    public record Pause(String reason, String by, Instant at) {}

    /** Kezbek's float at the provider. */
    public record Balance(
            Money available,
            boolean checked,
            Money lowMark,
            boolean low,
            @Nullable Told told) {}

    /** The balance that the provider reported, and the balance in the books at that time. */
    public record Told(
            @Nullable Money amount,
            Money books,
            Money open,
            Money difference,
            @Nullable Instant differsSince,
            Instant askedAt,
            @Nullable String problem) {}

    public record Open(long sending, long unresolved, long oldestUnresolvedSeconds) {

        public Duration oldest() {
            return Duration.ofSeconds(oldestUnresolvedSeconds);
        }
    }

    public record Fee(
            String wallet,
            Money fee,
            Money minimum,
            Money maximum,
            boolean direct,
            boolean enabled,
            Instant effectiveFrom) {}

    /** The state to show: not configured, or else paused, or else the provider's health. */
    public String state() {
        return !configured ? "ABSENT" : paused ? "PAUSED" : health;
    }

    /** The colour of the state. */
    public String tone() {
        return switch (state()) {
            case "UP" -> "good";
            case "DOWN" -> "bad";
            case "ABSENT", "UNKNOWN" -> "quiet";
            default -> "wait";
        };
    }
}
