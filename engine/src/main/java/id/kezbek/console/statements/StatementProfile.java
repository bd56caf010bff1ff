package id.kezbek.console.statements;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The format of a provider's statement, from API v2. */
public record StatementProfile(String name, int version, String note, Body profile) {

    /** All profiles in force. */
    public record All(List<StatementProfile> items) {}

    public record Body(
            String separator,
            String encoding,
            String zone,
            String numbers,
            String sign,
            String fees,
            List<String> times,
            Map<String, String> columns,
            @Nullable Map<String, String> kinds,
            @Nullable List<String> statuses,
            @Nullable Map<String, String> wallets,
            @Nullable Trailer trailer) {}

    /** The last row of a statement. Column positions start at 0. */
    public record Trailer(
            String mark,
            int rows,
            @Nullable Integer total,
            @Nullable Integer opening,
            @Nullable Integer closing) {}

    /** The result of the sample with the profile in force, and with the proposed profile. */
    public record Trial(@Nullable Reading inForce, Reading proposed) {}

    public record Reading(
            @Nullable String refused,
            int lines,
            List<Rejected> rejectedLines,
            boolean complete,
            Money total,
            long payments,
            long matched,
            List<Line> firstLines) {}

    public record Rejected(int line, String text, String reason) {}

    public record Line(
            int line,
            String kind,
            @Nullable String ourReference,
            @Nullable String msisdn,
            @Nullable String wallet,
            Money amount,
            Instant at,
            boolean matched) {}
}
