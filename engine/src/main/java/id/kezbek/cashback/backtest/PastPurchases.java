package id.kezbek.cashback.backtest;

import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.rules.RuleSimulation;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.ReportReads;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Reads purchases in the order of their times, with the columns that a simulation needs. */
@Component
class PastPurchases {

    /** A backtest stops after this many purchases of one day. */
    static final int OF_A_DAY_MAX = 1_000_000;

    private static final int FETCHED_AT_ONCE = 5_000;
    /** Rules do not use the reference, so it is not read. */
    private static final String NO_REFERENCE = "PAST";

    /** An accepted purchase and its decision. */
    record Past(UUID id, Purchase purchase, Instant at, RuleSimulation.Decided decided) {}

    private final ReportReads reads;

    PastPurchases(ReportReads reads) {
        this.reads = reads;
    }

    /**
     * Reads a part of the history in one snapshot. Each partner's part comes from the index for listings.
     *
     * @param partners the partners to read
     * @param from included
     * @param until excluded
     */
    void read(List<PartnerId> partners, Instant from, Instant until, Consumer<Past> reader) {
        Long[] ids = partners.stream().map(PartnerId::value).toArray(Long[]::new);
        reads.snapshot(database -> {
            database.sql("""
                            select p.* from unnest(?::bigint[]) as scope (partner)
                            cross join lateral (
                              select id, partner, msisdn, wallet, quantity, amount, cashback, rule, rule_version, accepted_at
                              from cashback.purchase
                              where partner = scope.partner and accepted_at >= ? and accepted_at < ?
                              order by accepted_at, id limit ?) as p
                            order by p.accepted_at, p.id limit ?""")
                    .withFetchSize(FETCHED_AT_ONCE)
                    .params(ids, Timestamp.from(from), Timestamp.from(until), OF_A_DAY_MAX, OF_A_DAY_MAX)
                    .query(row -> {
                        reader.accept(past(row));
                    });
            return ids.length;
        });
    }

    private static Past past(ResultSet row) throws SQLException {
        return new Past(
                row.getObject("id", UUID.class),
                new Purchase(
                        new PartnerId(row.getLong("partner")),
                        NO_REFERENCE,
                        new Msisdn(row.getString("msisdn")),
                        null,
                        row.getString("wallet"),
                        row.getInt("quantity"),
                        Money.rupiah(row.getBigDecimal("amount"))),
                row.getTimestamp("accepted_at").toInstant(),
                new RuleSimulation.Decided(
                        row.getLong("rule"), row.getInt("rule_version"), Money.rupiah(row.getBigDecimal("cashback"))));
    }
}
