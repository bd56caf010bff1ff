package id.kezbek.reporting.export;

import id.kezbek.reporting.formats.TableFormat;
import id.kezbek.shared.security.Sealing;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table of exports. The path and query of the ordered list can contain a customer's phone number. So both are
 * stored sealed, and deleted when the export has finished.
 */
@Component
class Exports {

    /** If a process reports no progress for this time, another process writes the export. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final String COLUMNS =
            "id, list, format, state, is_file, owner, rows, totals::text as totals, bytes, sha256, as_of, sealed_key, reason,"
                    + " created_at, ended_at, expires_at";

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    Exports(JdbcClient jdbc, Sealing sealing, Clock clock) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.clock = clock;
    }

    /**
     * An order for a file.
     *
     * @param subject the e-mail address of the person who ordered the export
     * @param address the list's path and query
     */
    record Order(String subject, String address) {

        @Override
        public String toString() {
            return "Order[hidden]";
        }
    }

    /**
     * An ordered export that this process is writing.
     *
     * @param owner the person who ordered the export
     */
    record Claimed(UUID id, String list, TableFormat format, int tries, UUID owner, Order order) {}

    static String context(UUID id) {
        return "export " + id;
    }

    /** Records an export that was sent as the response to a request. */
    void addAnswered(UUID id, String list, TableFormat format, @Nullable UUID owner, Manifest manifest) {
        jdbc.sql("""
                        insert into reporting.export (id, list, format, state, is_file, owner, rows, totals, bytes, sha256, as_of,
                          created_at, ended_at)
                        values (:id, :list, :format, 'DONE', false, :owner, :rows, :totals::jsonb, :bytes, :sha256, :asOf, :now,
                          :now)""")
                .param("id", id)
                .param("list", list)
                .param("format", format.name())
                .param("owner", owner, Types.OTHER)
                .param("rows", manifest.rows())
                .param("totals", json.writeValueAsString(texts(manifest.totals())))
                .param("bytes", manifest.bytes())
                .param("sha256", manifest.sha256())
                .param("asOf", Timestamp.from(manifest.asOf()))
                .param("now", now())
                .update();
    }

    void addOrder(UUID id, String list, TableFormat format, UUID owner, Order order) {
        jdbc.sql("""
                        insert into reporting.export (id, list, format, state, is_file, owner, sealed_order, created_at)
                        values (?, ?, ?, 'WAITING', true, ?, ?, ?)""")
                .params(
                        id,
                        list,
                        format.name(),
                        owner,
                        sealing.seal(json.writeValueAsString(order).getBytes(StandardCharsets.UTF_8), context(id)),
                        now())
                .update();
    }

    /** Claims the oldest ordered export that no process is writing. */
    Optional<Claimed> claim() {
        return jdbc.sql("""
                        update reporting.export set state = 'WRITING', tries = tries + 1, rows = 0, lease_until = :lease
                        where id = (
                          select id from reporting.export
                          where state in ('WAITING', 'WRITING') and (state = 'WAITING' or lease_until < :now)
                          order by id limit 1 for update skip locked)
                        returning id, list, format, tries, owner, sealed_order""")
                .param("lease", Timestamp.from(clock.instant().plus(LEASE)))
                .param("now", now())
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    String order =
                            new String(sealing.open(row.getBytes("sealed_order"), context(id)), StandardCharsets.UTF_8);
                    return new Claimed(
                            id,
                            row.getString("list"),
                            TableFormat.valueOf(row.getString("format")),
                            row.getInt("tries"),
                            row.getObject("owner", UUID.class),
                            json.readValue(order, Order.class));
                })
                .optional();
    }

    /** Records progress and renews the lease. */
    void progress(Claimed claimed, long rows) {
        requireOne(
                claimed,
                jdbc.sql("""
                        update reporting.export set rows = ?, lease_until = ?
                        where id = ? and state = 'WRITING' and tries = ?""")
                        .params(rows, Timestamp.from(clock.instant().plus(LEASE)), claimed.id(), claimed.tries())
                        .update());
    }

    void done(Claimed claimed, Manifest manifest, byte[] sealedKey, Instant expiresAt) {
        requireOne(
                claimed,
                jdbc.sql("""
                        update reporting.export set state = 'DONE', rows = ?, totals = ?::jsonb, bytes = ?, sha256 = ?,
                          as_of = ?, sealed_key = ?, ended_at = ?, expires_at = ?, lease_until = null, sealed_order = null
                        where id = ? and state = 'WRITING' and tries = ?""")
                        .params(
                                manifest.rows(),
                                json.writeValueAsString(texts(manifest.totals())),
                                manifest.bytes(),
                                manifest.sha256(),
                                Timestamp.from(manifest.asOf()),
                                sealedKey,
                                now(),
                                Timestamp.from(expiresAt),
                                claimed.id(),
                                claimed.tries())
                        .update());
    }

    void failed(Claimed claimed, String reason) {
        requireOne(
                claimed,
                jdbc.sql("""
                        update reporting.export set state = 'FAILED', reason = ?, ended_at = ?, lease_until = null,
                          sealed_order = null
                        where id = ? and state = 'WRITING' and tries = ?""")
                        .params(reason, now(), claimed.id(), claimed.tries())
                        .update());
    }

    /** Releases the claim on a requested export, so that a process retries it. */
    void giveBack(Claimed claimed) {
        requireOne(
                claimed,
                jdbc.sql("update reporting.export set state = 'WAITING', lease_until = null"
                                + " where id = ? and state = 'WRITING' and tries = ?")
                        .params(claimed.id(), claimed.tries())
                        .update());
    }

    List<ExportRecord> due(int limit) {
        return jdbc.sql("select " + COLUMNS
                        + " from reporting.export where state = 'DONE' and expires_at < ? order by expires_at limit ?")
                .params(now(), limit)
                .query((row, n) -> record(row))
                .list();
    }

    void expired(UUID id) {
        jdbc.sql("update reporting.export set state = 'EXPIRED', sealed_key = null where id = ? and state = 'DONE'")
                .param(id)
                .update();
    }

    Optional<ExportRecord> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from reporting.export where id = ?")
                .param(id)
                .query((row, n) -> record(row))
                .optional();
    }

    /** A page of exports, the newest first. */
    List<ExportRecord> page(@Nullable UUID before, int limit) {
        return jdbc.sql(
                        "select " + COLUMNS
                                + " from reporting.export where (:before::uuid is null or id < :before::uuid) order by id desc limit :limit")
                .param("before", before, Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> record(row))
                .list();
    }

    private static void requireOne(Claimed claimed, int changed) {
        if (changed != 1) {
            throw new ClaimLost(claimed.id());
        }
    }

    /** Another process has claimed this export. */
    static final class ClaimLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private ClaimLost(UUID id) {
            super("Another process writes the export " + id);
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private ExportRecord record(ResultSet row) throws SQLException {
        return new ExportRecord(
                row.getObject("id", UUID.class),
                row.getString("list"),
                TableFormat.valueOf(row.getString("format")),
                ExportRecord.State.valueOf(row.getString("state")),
                row.getBoolean("is_file"),
                row.getObject("owner", UUID.class),
                row.getLong("rows"),
                manifest(row),
                row.getBytes("sealed_key"),
                row.getString("reason"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "ended_at"),
                instant(row, "expires_at"));
    }

    private @Nullable Manifest manifest(ResultSet row) throws SQLException {
        String totals = row.getString("totals");
        Instant asOf = instant(row, "as_of");
        if (totals == null || asOf == null) {
            return null;
        }
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        json.readTree(totals)
                .properties()
                .forEach(sum ->
                        sums.put(sum.getKey(), new BigDecimal(sum.getValue().asString())));
        return new Manifest(asOf, row.getLong("rows"), sums, row.getLong("bytes"), row.getString("sha256"));
    }

    private static Map<String, String> texts(Map<String, BigDecimal> sums) {
        Map<String, String> texts = new LinkedHashMap<>();
        sums.forEach((name, sum) -> texts.put(name, sum.toPlainString()));
        return texts;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
