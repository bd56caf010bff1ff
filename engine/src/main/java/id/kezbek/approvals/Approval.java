package id.kezbek.approvals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A proposal and its result.
 *
 * @param kind the kind of proposal
 * @param subject the object that the proposal concerns
 * @param summary the effect in words
 * @param arguments the arguments as JSON
 * @param reason the proposer's reason
 * @param warnings warnings that do not block the proposal
 * @param proposedBy the proposer's readable name
 * @param proposer the proposer's person id; null in rows that are older than person ids
 * @param endedBy the decider's name; null for an open or expired proposal
 * @param decider the decider's person id
 */
public record Approval(
        UUID id,
        String kind,
        ApprovalState state,
        String subject,
        String summary,
        String arguments,
        String reason,
        List<String> warnings,
        String proposedBy,
        @Nullable UUID proposer,
        Instant proposedAt,
        Instant expiresAt,
        @Nullable String endedBy,
        @Nullable UUID decider,
        @Nullable Instant endedAt,
        @Nullable String endedReason) {

    /**
     * The decider.
     *
     * @param name the readable name; null if the proposal expired
     */
    public record Actor(@Nullable String name, @Nullable UUID person) {

        public static final Actor NOBODY = new Actor(null, null);

        @Override
        public String toString() {
            return "Actor[" + person + "]";
        }
    }

    public Approval {
        warnings = List.copyOf(warnings);
    }

    /** A copy with the current warnings. */
    Approval warning(List<String> now) {
        return new Approval(
                id,
                kind,
                state,
                subject,
                summary,
                arguments,
                reason,
                now,
                proposedBy,
                proposer,
                proposedAt,
                expiresAt,
                endedBy,
                decider,
                endedAt,
                endedReason);
    }

    /** A copy with readable names of the proposer and the decider. */
    public Approval naming(String proposer, @Nullable String ender) {
        return new Approval(
                id,
                kind,
                state,
                subject,
                summary,
                arguments,
                reason,
                warnings,
                proposer,
                this.proposer,
                proposedAt,
                expiresAt,
                ender,
                decider,
                endedAt,
                endedReason);
    }

    public Approval ended(ApprovalState to, Actor by, Instant at, @Nullable String why) {
        if (!state.canBecome(to)) {
            throw new IllegalStateException("An approval cannot change from " + state + " to " + to);
        }
        return new Approval(
                id,
                kind,
                to,
                subject,
                summary,
                arguments,
                reason,
                warnings,
                proposedBy,
                proposer,
                proposedAt,
                expiresAt,
                by.name(),
                by.person(),
                at,
                why);
    }

    @Override
    public String toString() {
        return "Approval[" + kind + ", " + state + "]";
    }
}
