package id.kezbek.trials.torture.fleet;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the engine's tables directly as their owner, so that the checks do not depend on the engine's API. */
public final class EngineReader {

    @FunctionalInterface
    private interface Mapping<T> {
        T map(ResultSet row) throws SQLException;
    }

    private static final int FETCHED_AT_ONCE = 10_000;

    private final Connection database;

    public EngineReader(Connection database) {
        this.database = database;
    }

    /** Reads all records in one snapshot: in the snapshot of the caller's transaction, if there is one. */
    public EngineRows read() throws SQLException {
        return new EngineRows(
                purchases(),
                list("""
                        select p.code, r.reference, r.purchase from cashback.reference r
                        join partners.partner p on p.id = r.partner""", row -> new EngineRows.Reference(row.getString(1), row.getString(2), uuid(row, 3))),
                payouts(),
                list(
                        "select payout, kind, purchase, amount from payouts.item",
                        row -> new EngineRows.Item(uuid(row, 1), row.getString(2), uuid(row, 3), row.getBigDecimal(4))),
                refunds(),
                attempts(),
                lines(),
                list(
                        """
                        select p.code, m.msisdn, m.tier, m.recurring from loyalty.member m
                        join partners.partner p on p.id = m.partner""",
                        row -> new EngineRows.Member(
                                row.getString(1), row.getString(2), row.getString(3), row.getInt(4))),
                topUps(),
                list("""
                        select coalesce(c.email, e.recipient), e.state from notifications.email e
                        left join cashback.purchase c on c.reference = e.model ->> 'reference'
                        where e.template = 'TRANSACTION_INVOICE'""", row -> new EngineRows.Email(row.getString(1), row.getString(2))),
                acceptedFacts(),
                unknowns(),
                funding(),
                list("select code from partners.partner where funding_mode = 'POSTPAID'", row -> row.getString(1)),
                list(
                        "select code, maximum from payouts.wallet",
                        row -> Map.entry(row.getString(1), row.getBigDecimal(2))));
    }

    private List<EngineRows.Purchase> purchases() throws SQLException {
        return list(
                """
                select c.id, p.code, c.reference, c.msisdn, c.email, c.wallet, c.quantity, c.amount, c.cashback,
                  c.reward, c.tier, c.recurring, c.entry, c.accepted_at
                from cashback.purchase c join partners.partner p on p.id = c.partner""",
                row -> new EngineRows.Purchase(
                        uuid(row, 1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getInt(7),
                        row.getBigDecimal(8),
                        row.getBigDecimal(9),
                        row.getBigDecimal(10),
                        row.getString(11),
                        row.getInt(12),
                        row.getInt(13),
                        row.getObject(14, Timestamp.class).toInstant()));
    }

    private List<EngineRows.Payout> payouts() throws SQLException {
        return list(
                """
                select o.id, p.code, o.msisdn, o.wallet, o.amount, o.state, o.reason
                from payouts.payout o join partners.partner p on p.id = o.partner""",
                row -> new EngineRows.Payout(
                        uuid(row, 1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBigDecimal(5),
                        row.getString(6),
                        row.getString(7)));
    }

    /**
     * A refund that takes back no money has no row among payouts. A refund of a split payout has several rows. A refund
     * waits if one of its rows waits, and it is owed if one of its rows is owed.
     */
    private List<EngineRows.Refund> refunds() throws SQLException {
        return list(
                """
                select r.id, p.code, r.reference, r.purchase, r.cashback, r.reward, r.whole, coalesce(o.state, 'RETURNED'),
                  coalesce(o.owed, 0), coalesce(o.open, 0)
                from cashback.refund r join partners.partner p on p.id = r.partner
                cross join lateral (
                  select (array_agg(state order by state <> 'WAITING', state <> 'OWED', state))[1] as state, sum(owed) as owed,
                    sum(open) as open
                  from payouts.refund where purchase = r.purchase and coalesce(refund, id) = r.id) o order by r.id""",
                row -> new EngineRows.Refund(
                        uuid(row, 1),
                        row.getString(2),
                        row.getString(3),
                        uuid(row, 4),
                        row.getBigDecimal(5),
                        row.getBigDecimal(6),
                        row.getBoolean(7),
                        row.getString(8),
                        row.getBigDecimal(9),
                        row.getBigDecimal(10)));
    }

    private List<EngineRows.Attempt> attempts() throws SQLException {
        return list(
                "select id, payout, provider, state, amount, fee, reason from payouts.attempt",
                row -> new EngineRows.Attempt(
                        uuid(row, 1),
                        uuid(row, 2),
                        row.getString(3),
                        row.getString(4),
                        row.getBigDecimal(5),
                        row.getBigDecimal(6),
                        row.getString(7)));
    }

    private List<EngineRows.Line> lines() throws SQLException {
        return list(
                """
                select l.movement, l.kind, l.subject, trim(a.kind || ' ' || a.owner), l.amount
                from ledger.line l join ledger.account a on a.id = l.account""",
                row -> new EngineRows.Line(
                        uuid(row, 1), row.getString(2), uuid(row, 3), row.getString(4), row.getBigDecimal(5)));
    }

    private List<EngineRows.TopUp> topUps() throws SQLException {
        return list(
                """
                select t.id, p.code, t.amount, t.bank_reference, t.recorded_by
                from billing.top_up t join partners.partner p on p.id = t.partner""",
                row -> new EngineRows.TopUp(
                        uuid(row, 1), row.getString(2), row.getBigDecimal(3), row.getString(4), row.getString(5)));
    }

    private Map<UUID, Integer> acceptedFacts() throws SQLException {
        Map<UUID, Integer> counts = new HashMap<>();
        list(
                "select subject from facts.fact where kind = 'PURCHASE_ACCEPTED'",
                row -> counts.merge(uuid(row, 1), 1, Integer::sum));
        return counts;
    }

    private long unknowns() throws SQLException {
        return list("select count(*) from facts.fact where kind = 'PAYOUT_UNKNOWN'", row -> row.getLong(1))
                .getFirst();
    }

    private Map<String, BigDecimal> funding() throws SQLException {
        Map<String, BigDecimal> funding = new HashMap<>();
        list("""
                select p.code, sum(s.available) from ledger.funding_slot s
                join partners.partner p on p.id = s.partner group by p.code""", row -> funding.put(row.getString(1), row.getBigDecimal(2)));
        return funding;
    }

    private static UUID uuid(ResultSet row, int column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private <T> List<T> list(String query, Mapping<T> mapping) throws SQLException {
        List<T> found = new ArrayList<>();
        try (Statement statement = database.createStatement()) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    found.add(mapping.map(rows));
                }
            }
        }
        return found;
    }
}
