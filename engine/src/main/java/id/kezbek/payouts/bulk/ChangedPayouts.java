package id.kezbek.payouts.bulk;

import id.kezbek.payouts.callback.Callbacks;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the payouts of a proposal that have changed or have an open callback. An approval skips these payouts. */
@Component
class ChangedPayouts {

    private final JdbcClient jdbc;

    ChangedPayouts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int count(UUID decision) {
        return jdbc.sql("""
                        select count(*) from payouts.bulk_item i cross join lateral (
                          select amount, state, reason, attempts from payouts.payout where id = i.payout) p
                        where i.decision = ? and ((p.amount, p.state, p.reason, p.attempts)
                            is distinct from (i.amount, i.state, i.payout_reason, i.attempts) or %s)""".formatted(Callbacks.openAbout("i.payout")))
                .param(decision)
                .query(Integer.class)
                .single();
    }
}
