package id.kezbek.payouts.decision;

import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Refuses a bulk decision about a payout that has changed since the proposal. */
@Component
class StillAsProposed {

    private final JdbcClient jdbc;

    StillAsProposed(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Compares the payout with its proposed values. The caller must hold the payout's lock.
     *
     * @param proposed null for no check
     * @throws Refusal STATE_CONFLICT if the payout has changed in any way
     */
    void require(@Nullable AsProposed proposed, UUID payout) {
        if (proposed == null) {
            return;
        }
        AsProposed now = jdbc.sql("select amount, state, reason, attempts from payouts.payout where id = ?")
                .param(payout)
                .query((row, n) -> AsProposed.of(row))
                .optional()
                .orElseThrow(Payouts::absent);
        if (!proposed.equals(now)) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the payout has changed since the proposal: it was " + proposed.inWords() + " and is now "
                            + now.inWords());
        }
    }
}
