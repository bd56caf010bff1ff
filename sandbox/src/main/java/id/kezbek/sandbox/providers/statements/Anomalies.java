package id.kezbek.sandbox.providers.statements;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.sandbox.providers.dialects.Fields;
import java.util.Set;

/**
 * The errors in a provider's settlement files. Each share is the fraction of lines with this anomaly, from 0 to 1. A
 * line has at most one anomaly, drawn in the order of the fields; if the sum of the shares exceeds 1, the later
 * anomalies occur less often. Extra lines, which the book does not contain, are drawn separately.
 *
 * @param paidTwice a second payment under the same external id, with another reference
 * @param reversed a reversal that did not happen
 * @param truncatedId the external id is cut off at the end, as in a spreadsheet
 * @param lostId both references are missing
 */
public record Anomalies(
        @JsonProperty("missing") double missing,
        @JsonProperty("extra") double extra,
        @JsonProperty("wrong_amount") double wrongAmount,
        @JsonProperty("duplicated") double duplicated,
        @JsonProperty("next_day") double nextDay,
        @JsonProperty("wrong_fee") double wrongFee,
        @JsonProperty("wrong_wallet") double wrongWallet,
        @JsonProperty("wrong_msisdn") double wrongMsisdn,
        @JsonProperty("paid_twice") double paidTwice,
        @JsonProperty("reversed") double reversed,
        @JsonProperty("truncated_id") double truncatedId,
        @JsonProperty("lost_id") double lostId,
        @JsonProperty("seed") long seed) {

    private static final Set<String> FIELDS = Set.of(
            "missing",
            "extra",
            "wrong_amount",
            "duplicated",
            "next_day",
            "wrong_fee",
            "wrong_wallet",
            "wrong_msisdn",
            "paid_twice",
            "reversed",
            "truncated_id",
            "lost_id",
            "seed");
    private static final long DEFAULT_SEED = 7;

    public static Anomalies none() {
        return new Anomalies(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, DEFAULT_SEED);
    }

    /** Reads the body of {@code PUT /sandbox/anomalies/{provider}}. An omitted field switches its anomaly off. */
    public static Anomalies read(String json) {
        Fields fields = Fields.of(json);
        fields.refuseOthersThan(FIELDS);
        return new Anomalies(
                fields.share("missing"),
                fields.share("extra"),
                fields.share("wrong_amount"),
                fields.share("duplicated"),
                fields.share("next_day"),
                fields.share("wrong_fee"),
                fields.share("wrong_wallet"),
                fields.share("wrong_msisdn"),
                fields.share("paid_twice"),
                fields.share("reversed"),
                fields.share("truncated_id"),
                fields.share("lost_id"),
                fields.seed("seed", DEFAULT_SEED));
    }
}
