package id.kezbek.payouts.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.shared.web.reading.Amount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider in v2 responses.
 *
 * @param health UP; DOWN if the circuit breaker is open in every sending process; DEGRADED if the circuit breaker is
 *     open in some of these processes; UNKNOWN if no process has reported for a minute
 * @param open the number of attempts that have not ended; when it is 0, a paused provider has finished its orders
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProviderAnswer(
        String code,
        String name,
        boolean configured,
        boolean paused,
        @Nullable Pause pause,
        String health,
        @JsonProperty("float") Money money,
        Open open,
        List<Fee> fees) {

    record Pause(String reason, String by, Instant at) {}

    /**
     * @param available the float minus the maximum cost of open attempts
     * @param told the balance that the provider reported; absent if the provider was never asked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Money(
            Amount available,
            boolean checked,
            @JsonProperty("low_mark") Amount lowMark,
            boolean low,
            @Nullable Told told) {}

    /**
     * @param amount the balance; absent if the provider has not reported a balance yet
     * @param difference the difference between both balances, minus the part that open attempts explain; negative if
     *     the provider has less than the books
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Told(
            @Nullable Amount amount,
            Amount books,
            Amount open,
            Amount difference,
            @JsonProperty("differs_since") @Nullable Instant differsSince,
            @JsonProperty("asked_at") Instant askedAt,
            @Nullable String problem) {

        static @Nullable Told of(ProviderBoard.@Nullable Told told) {
            if (told == null) {
                return null;
            }
            return new Told(
                    told.amount() == null ? null : Amount.of(told.amount()),
                    Amount.of(told.books()),
                    Amount.of(told.open()),
                    Amount.of(told.difference()),
                    told.differsSince(),
                    told.askedAt(),
                    told.problem());
        }
    }

    /** @param unresolved the number of attempts with an unknown result */
    record Open(
            long sending,
            long unresolved,
            @JsonProperty("oldest_unresolved_seconds") long oldestUnresolvedSeconds) {}

    record Fee(
            String wallet,
            Amount fee,
            Amount minimum,
            Amount maximum,
            boolean direct,
            boolean enabled,
            @JsonProperty("effective_from") Instant effectiveFrom) {}

    static ProviderAnswer of(ProviderBoard.Standing standing) {
        ProviderBoard.Pause pause = standing.pause();
        ProviderBoard.FloatMoney money = standing.money();
        return new ProviderAnswer(
                standing.code(),
                standing.name(),
                standing.configured(),
                pause != null,
                pause == null ? null : new Pause(pause.reason(), pause.by(), pause.at()),
                health(standing.breakers()),
                new Money(
                        Amount.of(money.available()),
                        money.checked(),
                        Amount.of(money.lowMark()),
                        money.isLow(),
                        Told.of(standing.told())),
                new Open(
                        standing.sending(),
                        standing.unknown(),
                        standing.oldestUnknownAge().toSeconds()),
                standing.fees().stream().map(ProviderAnswer::fee).toList());
    }

    private static String health(ProviderBoard.Breakers breakers) {
        if (breakers.closed() == 0 && breakers.open() == 0) {
            return "UNKNOWN";
        }
        if (breakers.open() == 0) {
            return "UP";
        }
        return breakers.closed() == 0 ? "DOWN" : "DEGRADED";
    }

    private static Fee fee(ProviderBoard.Fee fee) {
        return new Fee(
                fee.wallet(),
                Amount.of(fee.fee()),
                Amount.of(fee.minimum()),
                Amount.of(fee.maximum()),
                fee.direct(),
                fee.enabled(),
                fee.effectiveFrom());
    }
}
