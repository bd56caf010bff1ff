package id.kezbek.approvals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An act that was proposed, and what became of it.
 *
 * @param kind of act
 * @param subject what it is about
 * @param summary what it does, in words
 * @param arguments the act's own, as JSON
 * @param reason why it was proposed
 * @param warnings what the two should know that does not stand in its way
 * @param proposedBy who proposed it, as people read it
 * @param proposer the same person's id; null in rows of before persons had ids
 * @param endedBy who decided; null while it is open or where nobody did
 * @param decider the same person's id
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
     * Who decides.
     *
     * @param name as people read it; null where nobody decides
     */
    record Actor(@Nullable String name, @Nullable UUID person) {

        static final Actor NOBODY = new Actor(null, null);

        @Override
        public String toString() {
            return "Actor[" + person + "]";
        }
    }

    public Approval {
        warnings = List.copyOf(warnings);
    }

    /** The same with the warnings of this moment. */
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

    /** The same with these names of its people. */
    Approval naming(String proposer, @Nullable String ender) {
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

    Approval ended(ApprovalState to, Actor by, Instant at, @Nullable String why) {
        if (!state.canBecome(to)) {
            throw new IllegalStateException("An approval that is " + state + " never becomes " + to);
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
