package id.kezbek.payouts.bulk;

import id.kezbek.payouts.bulk.ProposeBulkDecision.Seen;
import id.kezbek.payouts.callback.Callbacks;
import id.kezbek.payouts.decision.AsProposed;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the current values of the proposed payouts. Refuses payouts that have changed since the person saw them. */
@Component
class FreezePayouts {

    private record Current(FrozenPayout frozen, @Nullable UUID unknown, boolean isSending, boolean hasOpenCallback) {}

    private final JdbcClient jdbc;

    FreezePayouts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @throws Refusal BAD_PAYLOAD for an unknown or repeated payout; STATE_CONFLICT if any of the payouts cannot be
     *     decided now
     */
    FrozenPayouts freeze(BulkDecision decision, List<Seen> seen) {
        Map<UUID, Current> current = current(seen);
        requireKnownOnce(seen, current.keySet());
        List<String> problems = new ArrayList<>();
        List<FrozenPayout> frozen = new ArrayList<>();
        for (Seen one : seen) {
            Current now = Objects.requireNonNull(current.get(one.payout()));
            String problem = problem(decision, one, now);
            if (problem != null) {
                problems.add("payout " + Ids.text(one.payout()) + " " + problem);
            }
            frozen.add(
                    decision.isAboutAttempts()
                            ? new FrozenPayout(
                                    one.payout(), now.unknown(), now.frozen().proposed())
                            : now.frozen());
        }
        if (!problems.isEmpty()) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    problems.size() + " of " + seen.size()
                            + " payouts have changed since you read the list; nothing was proposed. Read the list again. The first: "
                            + problems.getFirst());
        }
        return new FrozenPayouts(frozen);
    }

    private static void requireKnownOnce(List<Seen> seen, Set<UUID> known) {
        Set<UUID> before = new HashSet<>();
        List<Refusal.FieldError> errors = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            UUID payout = seen.get(i).payout();
            if (!known.contains(payout)) {
                errors.add(new Refusal.FieldError("payouts[" + i + "].id", "no payout has this id"));
            } else if (!before.add(payout)) {
                errors.add(new Refusal.FieldError("payouts[" + i + "].id", "is in the list twice"));
            }
        }
        if (!errors.isEmpty()) {
            throw Refusal.badFields(errors);
        }
    }

    private static @Nullable String problem(BulkDecision decision, Seen seen, Current now) {
        AsProposed proposed = now.frozen().proposed();
        if (!decision.states().contains(proposed.state())) {
            return "is " + proposed.state();
        }
        if (!proposed.amount().equals(seen.amount())) {
            return "has the amount " + proposed.amount().inWords();
        }
        if (now.isSending() || (now.unknown() != null) != decision.isAboutAttempts()) {
            return decision.isAboutAttempts()
                    ? "has no attempt with an unknown result"
                    : "has an attempt that may still pay";
        }
        if (now.hasOpenCallback()) {
            return "has an open callback of a provider; resolve its attempt first, or wait for the provider's answer";
        }
        return null;
    }

    private Map<UUID, Current> current(List<Seen> seen) {
        return jdbc
                .sql("""
                        select p.id, p.amount, p.state, p.reason, p.attempts,
                          (select a.id from payouts.attempt a where a.payout = p.id and a.state = 'UNKNOWN') as unknown,
                          exists (select from payouts.attempt a where a.payout = p.id and a.state = 'SENDING') as is_sending,
                          %s as has_open_callback
                        from payouts.payout p where p.id = any(?)""".formatted(Callbacks.openAbout("p.id")))
                .param(seen.stream().map(Seen::payout).toArray(UUID[]::new))
                .query((row, n) -> current(row))
                .list()
                .stream()
                .collect(Collectors.toMap(one -> one.frozen().payout(), one -> one));
    }

    private static Current current(ResultSet row) throws SQLException {
        return new Current(
                new FrozenPayout(row.getObject("id", UUID.class), null, AsProposed.of(row)),
                row.getObject("unknown", UUID.class),
                row.getBoolean("is_sending"),
                row.getBoolean("has_open_callback"));
    }
}
