package id.kezbek.cashback.backtest;

import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.rules.ChangeRuleAct;
import id.kezbek.cashback.rules.RuleSimulation;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.ReportReads;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads purchases in the order of their times, with the columns that a simulation needs. */
@Component
class PastPurchases {

    private static final int FETCHED_AT_ONCE = 5_000;
    /** A placeholder for the purchase's reference, which is not read because rules do not use it. */
    private static final String NO_REFERENCE = "PAST";

    /** An accepted purchase and its decision. */
    record Past(UUID id, Purchase purchase, Instant at, RuleSimulation.Decided decided) {}

    private final ReportReads reads;
    private final PartnerDirectory partners;

    PastPurchases(ReportReads reads, PartnerDirectory partners) {
        this.reads = reads;
        this.partners = partners;
    }

    /**
     * Reads the purchases of a period in one database snapshot.
     *
     * @param terms the proposed version; for a rule of one partner, only this partner's purchases are read
     * @param from included
     * @param until excluded
     * @param most the highest number of purchases, the oldest first
     */
    void read(ChangeRuleAct.Arguments terms, Instant from, Instant until, int most, Consumer<Past> reader) {
        scan(scope(terms.partner()), from, until, most, most, reader);
    }

    /**
     * Like {@link #read}, but with the same maximum number of purchases for each partner, so that the database never
     * reads many more than {@code most}.
     *
     * @return whether these are all purchases
     */
    boolean readEvenly(ChangeRuleAct.Arguments terms, Instant from, Instant until, int most, Consumer<Past> reader) {
        Long[] scope = scope(terms.partner());
        int ofEach = Math.max(1, most / Math.max(1, scope.length));
        Map<PartnerId, Integer> read = new HashMap<>();
        scan(scope, from, until, ofEach, most, past -> {
            read.merge(past.purchase().partner(), 1, Integer::sum);
            reader.accept(past);
        });
        return read.values().stream().allMatch(count -> count < ofEach);
    }

    /** Reads each partner's purchases from the index for listings. */
    private void scan(Long[] scope, Instant from, Instant until, int ofEach, int most, Consumer<Past> reader) {
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
                    .params(scope, Timestamp.from(from), Timestamp.from(until), ofEach, most)
                    .query(row -> {
                        reader.accept(past(row));
                    });
            return scope.length;
        });
    }

    private Long[] scope(@Nullable String code) {
        Stream<Partner> scope = code == null ? partners.all().stream() : partners.find(code).stream();
        return scope.map(Partner::id).map(PartnerId::value).toArray(Long[]::new);
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
