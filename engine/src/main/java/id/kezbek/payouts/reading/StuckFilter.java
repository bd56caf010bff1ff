package id.kezbek.payouts.reading;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.callback.Callbacks;
import id.kezbek.payouts.reading.PayoutArchive.WaitsFor;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a list of stuck payouts; null or an empty set means no restriction.
 *
 * @param reason the reason's code
 * @param provider the provider of the last attempt
 * @param orderedUntil only payouts ordered until this time
 */
public record StuckFilter(
        @Nullable PartnerId partner,
        @Nullable Msisdn msisdn,
        @Nullable WaitsFor waitsFor,
        Set<PayoutState> states,
        @Nullable String reason,
        @Nullable String provider,
        @Nullable Instant orderedUntil) {

    public StuckFilter {
        states = Set.copyOf(states);
    }

    /** The same filter, but for these states. */
    public StuckFilter in(Set<PayoutState> others) {
        return new StuckFilter(partner, msisdn, waitsFor, others, reason, provider, orderedUntil);
    }

    /**
     * The SQL condition for the payouts of a bulk decision: no callback is open, and no attempt is open.
     *
     * @param isAboutAttempts whether the decision is about attempts with an unknown result; then the payout must have
     *     an UNKNOWN attempt
     */
    static String decidable(boolean isAboutAttempts) {
        String open = "(select a.state from payouts.attempt a where a.payout = stuck.id"
                + " and a.state in ('SENDING', 'UNKNOWN'))";
        return " and " + open + (isAboutAttempts ? " = 'UNKNOWN'" : " is null") + " and not "
                + Callbacks.openAbout("stuck.id");
    }

    String conditions() {
        StringBuilder sql = new StringBuilder();
        if (partner != null) {
            sql.append(" and partner = :partner");
        }
        if (msisdn != null) {
            sql.append(" and msisdn = any(:msisdn)");
        }
        if (waitsFor != null) {
            sql.append(" and waits_for = '" + waitsFor.name() + "'");
        }
        if (!states.isEmpty()) {
            sql.append(states.stream()
                    .map(state -> "'" + state.name() + "'")
                    .sorted()
                    .collect(Collectors.joining(", ", " and state in (", ")")));
        }
        if (reason != null) {
            sql.append(" and reason = :reason");
        }
        if (provider != null) {
            sql.append(" and :provider = (select a.provider from payouts.attempt a where a.payout = stuck.id"
                    + " order by a.number desc limit 1)");
        }
        if (orderedUntil != null) {
            sql.append(" and created_at <= :orderedUntil");
        }
        return sql.toString();
    }

    Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("partner", partner == null ? null : partner.value());
        values.put("msisdn", msisdn == null ? null : msisdn.spellings().toArray(String[]::new));
        values.put("reason", reason);
        values.put("provider", provider);
        values.put("orderedUntil", orderedUntil == null ? null : Timestamp.from(orderedUntil));
        return values;
    }
}
