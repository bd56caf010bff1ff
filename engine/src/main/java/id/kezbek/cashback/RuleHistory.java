package id.kezbek.cashback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule with all that it ever was.
 *
 * @param versions the oldest first; at least one
 */
public record RuleHistory(long id, List<Version> versions) {

    /**
     * One version as people decided it.
     *
     * @param terms with the times that were decided
     * @param begun what decides purchases; it may begin earlier than the terms tell, where a clock is behind
     * @param approval null where it was there from the first
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

    /** The version that speaks: the newest that has begun; it may have ended. */
    public Optional<Version> speaking(Instant at) {
        return versions.reversed().stream()
                .filter(version -> version.begun().hasBegun(at))
                .findFirst();
    }

    /** The versions that have yet to begin and that no newer one will have replaced by then; the oldest first. */
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

    /** What people read first: the version that speaks, or the first that will. */
    public Version shown(Instant at) {
        return speaking(at).orElseGet(() -> planned(at).getFirst());
    }
}
