package id.kezbek.console.rules;

import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cashback rule from API v2. */
public record Rule(
        long id,
        String state,
        @Nullable String name,
        @Nullable String description,
        @Nullable String partner,
        @Nullable String wallet,
        Terms terms,
        @Nullable List<Terms> planned,
        @Nullable Spent budget,
        @Nullable List<Version> versions) {

    public record Terms(
            int version,
            int quantityFrom,
            @Nullable Integer quantityBelow,
            Money amountFrom,
            @Nullable Money amountBelow,
            BigDecimal percent,
            @Nullable Money cap,
            @Nullable Money customerCap,
            @Nullable String customerCapPeriod,
            @Nullable Money budget,
            Instant validFrom,
            @Nullable Instant validUntil) {

        /**
         * The start of the version. Null if the installation created the version, because the start is then not
         * recorded.
         */
        public @Nullable Instant begins() {
            return validFrom.equals(Instant.EPOCH) ? null : validFrom;
        }
    }

    public record Spent(Money total, Money spent, Money left) {}

    public record Version(
            Terms terms,
            List<FieldChange> changes,
            @Nullable Decision decision) {}

    public record FieldChange(
            String field, @Nullable String before, @Nullable String after) {}

    public record Decision(
            String approval,
            String proposedBy,
            @Nullable String approvedBy,
            @Nullable Instant at,
            String reason) {}

    /** A page of rules. */
    public record Rules(List<Rule> items, @Nullable String nextCursor) {}

    public boolean isPast() {
        return state.equals("PAST");
    }

    public String tone() {
        return switch (state) {
            case "IN_FORCE" -> "good";
            case "PLANNED" -> "wait";
            default -> "quiet";
        };
    }

    /** The number of the newest version. A change is based on this version. */
    public int lastVersion() {
        return versions == null
                ? terms.version()
                : versions.stream()
                        .mapToInt(version -> version.terms().version())
                        .max()
                        .orElse(terms.version());
    }
}
