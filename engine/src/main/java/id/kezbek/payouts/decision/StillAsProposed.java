package id.kezbek.payouts.decision;

import id.kezbek.payouts.callback.Callbacks;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rejects a bulk decision about a payout that has changed since the proposal, or that needs a separate decision. */
@Component
class StillAsProposed {

    private record Current(AsProposed payout, boolean hasOpenCallback) {}

    private final JdbcClient jdbc;

    StillAsProposed(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Checks a payout that the caller has locked.
     *
     * @param proposed null requires nothing
     * @throws Refusal STATE_CONFLICT if the payout has changed in any way, or a callback about it is open
     */
    void require(@Nullable AsProposed proposed, UUID payout) {
        if (proposed == null) {
            return;
        }
        Current now = jdbc.sql("select amount, state, reason, attempts, " + Callbacks.openAbout("payout.id")
                        + " as has_open_callback from payouts.payout where id = ?")
                .param(payout)
                .query((row, n) -> new Current(AsProposed.of(row), row.getBoolean("has_open_callback")))
                .optional()
                .orElseThrow(Payouts::absent);
        if (!proposed.equals(now.payout())) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the payout has changed since the proposal: it was " + proposed.inWords() + " and is now "
                            + now.payout().inWords());
        }
        if (now.hasOpenCallback()) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "a provider's callback about the payout is open; decide about this payout separately");
        }
    }
}
