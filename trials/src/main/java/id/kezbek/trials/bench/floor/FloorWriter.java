package id.kezbek.trials.bench.floor;

import static id.kezbek.trials.bench.floor.BinaryColumn.bytes;
import static id.kezbek.trials.bench.floor.BinaryColumn.ints;
import static id.kezbek.trials.bench.floor.BinaryColumn.jsons;
import static id.kezbek.trials.bench.floor.BinaryColumn.longs;
import static id.kezbek.trials.bench.floor.BinaryColumn.rupiah;
import static id.kezbek.trials.bench.floor.BinaryColumn.shorts;
import static id.kezbek.trials.bench.floor.BinaryColumn.texts;
import static id.kezbek.trials.bench.floor.BinaryColumn.uuids;

import id.kezbek.trials.bench.floor.FloorList.Line;
import id.kezbek.trials.bench.floor.FloorList.Row;
import id.kezbek.trials.bench.floor.FloorList.Written;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.core.BaseConnection;

/**
 * Writes a batch of purchases in one transaction and one round trip. The driver sends all statements before it waits
 * for a response, and the server commits all statements together.
 */
final class FloorWriter implements AutoCloseable {

    private static final String SQL = """
            insert into cashback.reference (partner, reference, fingerprint, purchase)
            select unnest(?::bigint[]), unnest(?::text[]), unnest(?::bytea[]), unnest(?::uuid[]);
            insert into cashback.purchase (id, partner, reference, msisdn, email, wallet, quantity, amount, cashback,
              reward, rule, rule_version, tier_before, tier, recurring, entry, trace, accepted_at)
            select id, partner, reference, msisdn, email, wallet, quantity, amount, cashback, 0, 1, 1, 'BRONZE',
              'BRONZE', 2, 1, trace, now()
            from (select unnest(?::uuid[]) as id, unnest(?::bigint[]) as partner,
              unnest(?::text[]) as reference, unnest(?::text[]) as msisdn, unnest(?::text[]) as email,
              unnest(?::text[]) as wallet, unnest(?::int[]) as quantity, unnest(?::numeric[]) as amount,
              unnest(?::numeric[]) as cashback, unnest(?::jsonb[]) as trace) as p;
            insert into loyalty.member as m (partner, msisdn, tier, recurring, entry, expires_on)
            select partner, msisdn, 'BRONZE', 1, 1, current_date + 90
            from (select unnest(?::bigint[]) as partner, unnest(?::text[]) as msisdn) as n
            on conflict (partner, msisdn) do update set tier = excluded.tier, recurring = m.recurring + 1;
            insert into loyalty.journey (partner, msisdn, entry, cause, to_tier, expires_on, purchase, at)
            select partner, msisdn, 1, 'JOINED', 'BRONZE', current_date + 90, purchase, now()
            from (select unnest(?::bigint[]) as partner, unnest(?::text[]) as msisdn,
              unnest(?::uuid[]) as purchase) as n;
            update ledger.funding_slot f set available = f.available - n.taken
            from (select unnest(?::bigint[]), unnest(?::smallint[]), unnest(?::numeric[])) as n (partner, slot, taken)
            where f.partner = n.partner and f.slot = n.slot and f.available >= n.taken;
            insert into ledger.line (movement, position, account, amount, kind, subject, at)
            select movement, position, account, amount, 'ACCEPT', subject, now()
            from (select unnest(?::uuid[]) as movement, unnest(?::smallint[]) as position,
              unnest(?::bigint[]) as account, unnest(?::numeric[]) as amount, unnest(?::uuid[]) as subject) as n;
            insert into payouts.payout (id, partner, msisdn, wallet, amount, state, due_at, created_at)
            select id, partner, msisdn, wallet, amount, 'PENDING', now(), now()
            from (select unnest(?::uuid[]) as id, unnest(?::bigint[]) as partner, unnest(?::text[]) as msisdn,
              unnest(?::text[]) as wallet, unnest(?::numeric[]) as amount) as n;
            insert into payouts.item (payout, position, kind, purchase, reference, amount)
            select payout, 0, 'PURCHASE', purchase, reference, amount
            from (select unnest(?::uuid[]) as payout, unnest(?::uuid[]) as purchase, unnest(?::text[]) as reference,
              unnest(?::numeric[]) as amount) as n;
            insert into facts.fact (kind, subject, body, at)
            select 'PURCHASE_ACCEPTED', subject, body, now()
            from (select unnest(?::uuid[]) as subject, unnest(?::jsonb[]) as body) as n""";

    private static final int FINGERPRINT_BYTES = 16;
    private static final String TRACE =
            "{\"percent\":2.0000,\"uncapped\":15000.00,\"cap\":1000000.00,\"rounding\":\"DOWN_TO_WHOLE_RUPIAH\"}";

    /** Statements are prepared at their first use and planned once, as on the engine's connections. */
    private static final String SETTINGS = "&prepareThreshold=1&preparedStatementCacheSizeMiB=16";

    private final Connection connection;
    private final BaseConnection driver;
    private final PreparedStatement statement;
    private final Map<Long, Long> accounts;
    private final long payable;
    private final int slot;
    private int index;

    /**
     * @param jdbcUrl the URL with credentials
     *
     * @param accounts the ledger account of each partner
     * @param payable the ledger account that is credited
     * @param slot this writer's funding slot of each partner
     */
    FloorWriter(String jdbcUrl, Map<Long, Long> accounts, long payable, int slot) throws SQLException {
        this.connection = DriverManager.getConnection(jdbcUrl + SETTINGS);
        try (Statement settings = connection.createStatement()) {
            settings.execute("set plan_cache_mode = force_generic_plan");
        }
        this.driver = connection.unwrap(BaseConnection.class);
        this.statement = connection.prepareStatement(SQL);
        this.accounts = Map.copyOf(accounts);
        this.payable = payable;
        this.slot = slot;
    }

    void write(Written list) throws SQLException {
        index = 1;
        bindPurchases(list.rows());
        bindMembers(list);
        bindFunding(list.rows());
        bindLines(list.lines());
        bindPayouts(list.rows());
        set(uuids(driver, list.rows(), Row::id));
        set(jsons(driver, list.rows(), FloorWriter::fact));
        statement.execute();
    }

    private void bindPurchases(List<Row> rows) throws SQLException {
        set(longs(driver, rows, Row::partner));
        set(texts(driver, rows, Row::reference));
        set(bytes(driver, rows, FloorWriter::fingerprint));
        set(uuids(driver, rows, Row::id));
        set(uuids(driver, rows, Row::id));
        set(longs(driver, rows, Row::partner));
        set(texts(driver, rows, Row::reference));
        set(texts(driver, rows, Row::msisdn));
        set(texts(driver, rows, Row::email));
        set(texts(driver, rows, Row::wallet));
        set(ints(driver, rows, Row::quantity));
        set(rupiah(driver, rows, Row::amount));
        set(rupiah(driver, rows, Row::cashback));
        set(jsons(driver, rows, _ -> TRACE));
    }

    private void bindMembers(Written list) throws SQLException {
        set(longs(driver, list.members(), Row::partner));
        set(texts(driver, list.members(), Row::msisdn));
        set(longs(driver, list.newMembers(), Row::partner));
        set(texts(driver, list.newMembers(), Row::msisdn));
        set(uuids(driver, list.newMembers(), Row::id));
    }

    private void bindFunding(List<Row> rows) throws SQLException {
        Map<Long, Long> taken = new HashMap<>();
        rows.forEach(row -> taken.merge(row.partner(), (long) row.cashback(), Long::sum));
        List<Map.Entry<Long, Long>> slots = List.copyOf(taken.entrySet());
        set(longs(driver, slots, Map.Entry::getKey));
        set(shorts(driver, slots, _ -> slot));
        set(rupiah(driver, slots, Map.Entry::getValue));
    }

    private void bindLines(List<Line> lines) throws SQLException {
        set(uuids(driver, lines, line -> line.row().movement()));
        set(shorts(driver, lines, Line::position));
        set(longs(driver, lines, line -> line.position() == 0 ? account(line.row()) : payable));
        set(rupiah(
                driver,
                lines,
                line -> line.position() == 0
                        ? line.row().cashback()
                        : -line.row().cashback()));
        set(uuids(driver, lines, line -> line.row().id()));
    }

    private void bindPayouts(List<Row> rows) throws SQLException {
        set(uuids(driver, rows, Row::payout));
        set(longs(driver, rows, Row::partner));
        set(texts(driver, rows, Row::msisdn));
        set(texts(driver, rows, Row::wallet));
        set(rupiah(driver, rows, Row::cashback));
        set(uuids(driver, rows, Row::payout));
        set(uuids(driver, rows, Row::id));
        set(texts(driver, rows, Row::reference));
        set(rupiah(driver, rows, Row::cashback));
    }

    private long account(Row row) {
        Long account = accounts.get(row.partner());
        if (account == null) {
            throw new IllegalStateException("No account for partner " + row.partner());
        }
        return account;
    }

    /** A value with the length of the engine's fingerprint: half a SHA-256 hash. */
    private static byte[] fingerprint(Row row) {
        return ByteBuffer.allocate(FINGERPRINT_BYTES)
                .putLong(row.movement().getLeastSignificantBits())
                .putLong(row.payout().getLeastSignificantBits())
                .array();
    }

    private static String fact(Row row) {
        return "{\"transactionId\":\"" + row.reference()
                + "0123456789\",\"partner\":\"TOKMED\",\"company\":\"Tokomedia\","
                + "\"reference\":\"" + row.reference() + "\",\"msisdn\":\"" + row.msisdn() + "\",\"email\":"
                + (row.email() == null ? "null" : "\"" + row.email() + "\"") + ",\"wallet\":\"" + row.wallet()
                + "\",\"quantity\":" + row.quantity() + ",\"amount\":" + row.amount() + ".00,\"cashback\":"
                + row.cashback() + ".00,\"reward\":0.00,\"tierBefore\":\"BRONZE\",\"tier\":\"BRONZE\",\"recurring\":2}";
    }

    private void set(Array array) throws SQLException {
        statement.setArray(index++, array);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
