package id.kezbek.sandbox.providers.statements;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.sandbox.providers.dialects.Fields;
import java.util.Set;

/**
 * What is wrong with a provider's settlement files, as finance departments meet it. Shares are of the lines, from 0 to
 * 1. A line is missing, of a wrong amount, duplicated or a day late, at most one of them at a time and in this order:
 * what comes after their sum has reached 1 loses. Extra lines, of which the book knows nothing, are drawn apart.
 */
public record Anomalies(
        @JsonProperty("missing") double missing,
        @JsonProperty("extra") double extra,
        @JsonProperty("wrong_amount") double wrongAmount,
        @JsonProperty("duplicated") double duplicated,
        @JsonProperty("next_day") double nextDay,
        @JsonProperty("seed") long seed) {

    private static final Set<String> FIELDS =
            Set.of("missing", "extra", "wrong_amount", "duplicated", "next_day", "seed");
    private static final long DEFAULT_SEED = 7;

    public static Anomalies none() {
        return new Anomalies(0, 0, 0, 0, 0, DEFAULT_SEED);
    }

    /** Reads the body of {@code PUT /sandbox/anomalies/{provider}}; anything left out is as without anomalies. */
    public static Anomalies read(String json) {
        Fields fields = Fields.of(json);
        fields.refuseOthersThan(FIELDS);
        return new Anomalies(
                fields.share("missing"),
                fields.share("extra"),
                fields.share("wrong_amount"),
                fields.share("duplicated"),
                fields.share("next_day"),
                fields.seed("seed", DEFAULT_SEED));
    }
}
