package id.kezbek.payouts;

import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The amounts owed to customers at a given time. A payout is included if it was ordered before this time and still open
 * at this time.
 */
@Component
public class OwedPayouts {

    /** The sum of the open payouts of one partner's customers. */
    public record OfPartner(PartnerId partner, long count, Money amount) {}

    private final JdbcClient jdbc;

    OwedPayouts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The sums by partner, in the order of onboarding. A payout that waited for the partner's funds at that time is not
     * included.
     */
    public List<OfPartner> at(Instant at) {
        return jdbc.sql("""
                        select partner, count(*), sum(amount) from (
                          select partner, amount, owed_since from payouts.payout where created_at <= :at and ended_at > :at
                          union all
                          select partner, amount, owed_since from payouts.payout
                          where created_at <= :at and ended_at is null and state = 'PENDING'
                          union all
                          select partner, amount, owed_since from payouts.payout
                          where created_at <= :at and ended_at is null and state in ('HELD', 'IN_FLIGHT', 'ATTENTION')
                            and (reason is distinct from 'FUNDING_SHORT' or state <> 'HELD')) as open
                        where owed_since is null or owed_since <= :at
                        group by partner order by partner""")
                .param("at", Timestamp.from(at))
                .query((row, n) -> new OfPartner(
                        new PartnerId(row.getLong(1)), row.getLong(2), Money.rupiah(row.getBigDecimal(3))))
                .list();
    }
}
