package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule with all its versions.
 *
 * @param versions at least one version, the oldest first
 */
public record RuleHistory(long id, List<Version> versions) {

    /**
     * One version as it was decided.
     *
     * @param terms the terms with the times as decided
     * @param begun the rule as it is applied to purchases; its beginning may be earlier than in the terms, because
     *     clocks may be slow
     * @param approval null for a version that the installation created
     */
    public record Version(Rule terms, Rule begun, @Nullable UUID approval) {

        static Version of(RuleVersion version) {
            return new Version(version.rule(), version.effective(), version.approval());
        }
    }

    public RuleHistory {
        versions = List.copyOf(versions);
    }

    public Version latest() {
        return versions.getLast();
    }

    /** The newest version that has begun. This version may have ended. */
    public Optional<Version> speaking(Instant at) {
        return versions.reversed().stream()
                .filter(version -> version.begun().hasBegun(at))
                .findFirst();
    }

    /** The versions that have not begun and will not be replaced before they begin, oldest first. */
    public List<Version> planned(Instant at) {
        return versions.stream()
                .filter(version -> !version.begun().hasBegun(at))
                .filter(version -> versions.stream()
                        .noneMatch(other ->
                                other.terms().version() > version.terms().version()
                                        && !other.begun()
                                                .validFrom()
                                                .isAfter(version.begun().validFrom())))
                .toList();
    }

    public RuleState state(Instant at) {
        if (speaking(at).filter(version -> version.begun().isInForce(at)).isPresent()) {
            return RuleState.IN_FORCE;
        }
        return planned(at).isEmpty() ? RuleState.PAST : RuleState.PLANNED;
    }

    /** The version to show first: the version in force, or the first planned version. */
    public Version shown(Instant at) {
        return speaking(at).orElseGet(() -> planned(at).getFirst());
    }
}
