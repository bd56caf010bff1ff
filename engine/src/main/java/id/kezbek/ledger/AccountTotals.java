package id.kezbek.ledger;

import id.kezbek.shared.Money;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums of an account's lines in a period, by kind of movement. */
@Component
public class AccountTotals {

    private final JdbcClient jdbc;

    AccountTotals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The sum for each kind of movement that occurs. Debits are positive.
     *
     * @param from the earliest time, included
     * @param to the latest time, excluded
     */
    public Map<MovementKind, Money> of(Account account, Instant from, Instant to) {
        Map<MovementKind, Money> totals = new EnumMap<>(MovementKind.class);
        jdbc.sql("""
                        select l.kind, sum(l.amount) from ledger.account a join ledger.line l on l.account = a.id
                        where a.kind = ? and a.owner = ? and l.at >= ? and l.at < ? group by l.kind""")
                .params(account.kind().name(), account.owner(), Timestamp.from(from), Timestamp.from(to))
                .query(row -> {
                    totals.put(MovementKind.valueOf(row.getString(1)), Money.rupiah(row.getBigDecimal(2)));
                });
        return totals;
    }
}
