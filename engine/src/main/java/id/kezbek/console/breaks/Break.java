package id.kezbek.console.breaks;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A difference from API v2. */
public record Break(
        String id,
        String provider,
        String kind,
        LocalDate day,
        String state,
        int priority,
        int ageDays,
        String age,
        Money difference,
        Money atStake,
        @Nullable String statement,
        @Nullable String attempt,
        @Nullable String owner,
        @Nullable LocalDate due,
        @Nullable String note,
        Instant openedAt,
        @Nullable Instant endedAt,
        @Nullable Line line,
        @Nullable Attempt ourAttempt,
        @Nullable List<Attempt> candidates) {

    public static final List<String> KINDS = List.of(
            "UNKNOWN_PAYMENT",
            "UNKNOWN_MOVEMENT",
            "LATE_SUCCESS",
            "UNKNOWN_REVERSAL",
            "PENDING",
            "MISSING",
            "UNKNOWN_ABSENT",
            "AMOUNT",
            "FEE",
            "WALLET_OR_MSISDN",
            "DUPLICATE_LINE",
            "PAID_TWICE",
            "UNKNOWN_TOP_UP",
            "MISSING_TOP_UP",
            "FILE_GAP",
            "FILE_OVERLAP");
    public static final List<String> STATES = List.of("OPEN", "EXPLAINED", "RESOLVED", "WRITTEN_OFF");
    public static final List<String> AGES = List.of("FRESH", "DAYS", "WEEKS", "OLD");

    /**
     * A page of differences. The count and the sum include all differences that match the filters, also those on other
     * pages.
     */
    public record Breaks(List<Break> items, @Nullable String nextCursor, long count, Money atStake) {}

    /** A line of the statement. */
    public record Line(
            int number,
            String kind,
            @Nullable String ourReference,
            @Nullable String providerReference,
            @Nullable String msisdn,
            @Nullable String wallet,
            Money amount,
            Instant at) {}

    /** The attempt in the books to which the difference belongs. */
    public record Attempt(
            String attempt,
            String payout,
            String msisdn,
            String wallet,
            Money amount,
            Money fee,
            String state,
            Instant startedAt) {}

    public boolean isStanding() {
        return state.equals("OPEN") || state.equals("EXPLAINED");
    }

    public List<Attempt> possible() {
        return candidates == null ? List.of() : candidates;
    }

    public String tone() {
        return switch (state) {
            case "OPEN" -> "bad";
            case "EXPLAINED" -> "wait";
            case "RESOLVED" -> "good";
            default -> "quiet";
        };
    }
}
