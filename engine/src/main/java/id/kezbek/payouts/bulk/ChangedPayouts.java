package id.kezbek.payouts.bulk;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the payouts of a proposal that have changed since. */
@Component
class ChangedPayouts {

    private final JdbcClient jdbc;

    ChangedPayouts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int count(UUID decision) {
        return jdbc.sql("""
                        select count(*) from payouts.bulk_item i cross join lateral (
                          select amount, state, attempts from payouts.payout where id = i.payout) p
                        where i.decision = ? and (p.amount, p.state, p.attempts) is distinct from (i.amount, i.state, i.attempts)""").param(decision).query(Integer.class).single();
    }
}
