package id.kezbek.reconciliation.imports;

import id.kezbek.approvals.audit.Actors;
import id.kezbek.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of statements. */
@Component
public class StatementFiles {

    /** A row that could not be read; phone numbers are removed. */
    public record Rejected(int number, String text, String reason) {}

    /**
     * The storage of a statement's bytes.
     *
     * @param key the key in the file store
     * @param sealedKey the sealed encryption key of the bytes
     */
    record Store(String key, long bytes, byte[] sealedKey) {}

    /** A statement with unsealed bytes; several statements of days without movements can share the same bytes. */
    record Plain(UUID file, String provider, byte[] sha256, String key) {}

    /** @param after the last file of the previous page; null for the first page */
    public record Page(
            @Nullable String provider,
            StatementFile.@Nullable State state,
            @Nullable UUID after,
            int limit) {}

    private static final String COLUMNS = """
            select id, provider, profile, profile_version, sha256, bytes, from_day, to_day, state, reason, complete, lines,
              rejected, total, opening, closing, received_by, received_at, confirmed_by, matched_at
            from reconciliation.file
            """;

    private final JdbcClient jdbc;

    private final Actors actors;

    StatementFiles(JdbcClient jdbc, Actors actors) {
        this.jdbc = jdbc;
        this.actors = actors;
    }

    public Optional<StatementFile> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = ?")
                .param(id)
                .query((row, n) -> file(row))
                .optional();
    }

    /** A page of files, the newest first; at most one file more than the page size. */
    public List<StatementFile> page(Page page) {
        return jdbc.sql(COLUMNS + """
                        where (:provider::text is null or provider = :provider) and (:state::text is null or state = :state)
                          and (:after::uuid is null or id < :after)
                        order by id desc limit :oneMore""")
                .param("provider", page.provider())
                .param("state", page.state() == null ? null : page.state().name())
                .param("after", page.after())
                .param("oneMore", page.limit() + 1)
                .query((row, n) -> file(row))
                .list();
    }

    public List<Rejected> rejected(UUID file) {
        return jdbc.sql("select number, text, reason from reconciliation.rejected_line where file = ? order by number")
                .param(file)
                .query((row, n) -> new Rejected(row.getInt(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** The files with these bytes that were not refused. */
    List<StatementFile> ofBytes(String provider, byte[] sha256) {
        return jdbc.sql(COLUMNS + "where provider = ? and sha256 = ? and state <> 'REFUSED'")
                .params(provider, sha256)
                .query((row, n) -> file(row))
                .list();
    }

    /** Whether these bytes from the folder were refused before. */
    boolean wasRefused(String provider, byte[] sha256) {
        return jdbc.sql("""
                        select exists (select from reconciliation.file
                                       where provider = ? and sha256 = ? and state = 'REFUSED')""").params(provider, sha256).query(Boolean.class).single();
    }

    /** The loaded file of exactly this period. */
    Optional<UUID> loaded(String provider, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        select id from reconciliation.file
                        where provider = ? and from_day = ? and to_day = ? and state = 'LOADED'""").params(provider, from, to).query(UUID.class).optional();
    }

    /** Loaded files that were never matched. */
    public List<StatementFile> unmatched(Instant receivedBefore, int limit) {
        return jdbc.sql(COLUMNS + """
                        where state = 'LOADED' and matched_at is null and received_at < ? order by received_at limit ?""")
                .params(Timestamp.from(receivedBefore), limit)
                .query((row, n) -> file(row))
                .list();
    }

    /** Loaded files of recent days, because some of their differences may no longer exist. */
    public List<StatementFile> recent(LocalDate since) {
        return jdbc.sql(COLUMNS + "where state = 'LOADED' and to_day >= ? order by to_day, id")
                .param(since)
                .query((row, n) -> file(row))
                .list();
    }

    /** Makes other imports and matching runs of this provider wait until the transaction ends. */
    public void lock(String provider) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('reconciliation'), hashtext(?))::text")
                .param(provider)
                .query(String.class)
                .single();
    }

    void add(StatementFile file, byte[] sha256, @Nullable Store store, boolean hasFees, boolean hasTopUps) {
        jdbc.sql("""
                        insert into reconciliation.file (id, provider, profile, profile_version, sha256, store_key, sealed_key, bytes,
                          from_day, to_day, state, reason, complete, has_fees, has_top_ups, lines, rejected, total, opening, closing,
                          received_by, received_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::numeric, ?::numeric, ?, ?)""")
                .param(file.id())
                .param(file.provider())
                .param(file.profile())
                .param(file.profileVersion())
                .param(sha256)
                .param(store == null ? "" : store.key())
                .param(store == null ? null : store.sealedKey())
                .param(file.bytes())
                .param(file.from())
                .param(file.to())
                .param(file.state().name())
                .param(file.reason())
                .param(file.isComplete())
                .param(hasFees)
                .param(hasTopUps)
                .param(file.lines())
                .param(file.rejected())
                .param(file.total().decimal())
                .param(plain(file.opening()))
                .param(plain(file.closing()))
                .param(actors.mentioned(file.receivedBy()))
                .param(Timestamp.from(file.receivedAt()))
                .update();
    }

    /** Replaces an earlier file by the corrected file. */
    void supersede(UUID earlier, UUID by) {
        one(jdbc.sql("""
                        update reconciliation.file set state = 'SUPERSEDED', superseded_by = ?
                        where id = ? and state = 'LOADED'""").params(by, earlier).update());
    }

    /** @return whether this is the first confirmation by another person */
    boolean confirm(UUID file, String by) {
        return jdbc.sql("""
                                update reconciliation.file set confirmed_by = ?
                                where id = ? and confirmed_by is null and not lower(received_by) = any(?)""")
                        .params(actors.mentioned(by), file, actors.formsOf(by))
                        .update()
                == 1;
    }

    /** The time of the latest download of these bytes as the statement of these days. */
    Optional<Instant> received(ImportStatement.Order order, byte[] sha256) {
        return jdbc.sql("""
                        select received_at from reconciliation.file
                        where provider = ? and sha256 = ? and from_day = ? and to_day = ? and state <> 'REFUSED'
                        order by received_at desc limit 1""")
                .params(order.provider(), sha256, order.from(), order.to())
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /**
     * Records that the provider still had the same bytes at this time.
     *
     * @return whether the file's days have ended since the earlier download
     */
    boolean downloadedAgain(UUID file, Instant now) {
        return jdbc.sql("""
                                update reconciliation.file set received_at = :now
                                where id = :file and not reconciliation.is_of_whole_days(to_day, received_at)
                                  and reconciliation.is_of_whole_days(to_day, :now)""")
                        .param("file", file)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    public void matched(UUID file, Instant now) {
        one(jdbc.sql("update reconciliation.file set matched_at = ? where id = ?")
                .params(Timestamp.from(now), file)
                .update());
    }

    /** The place, size and sealed key of this file; empty if the bytes are not stored. */
    Optional<Store> store(UUID file) {
        return jdbc.sql("""
                        select store_key, bytes, sealed_key from reconciliation.file
                        where id = ? and store_key <> '' and sealed_key is not null""")
                .param(file)
                .query((row, n) -> new Store(row.getString(1), row.getLong(2), row.getBytes(3)))
                .optional();
    }

    /** Files with unsealed bytes. */
    List<Plain> inClear(int limit) {
        return jdbc.sql("""
                        select id, provider, sha256, store_key from reconciliation.file
                        where store_key <> '' and sealed_key is null order by id limit ?""")
                .param(limit)
                .query((row, n) ->
                        new Plain(row.getObject(1, UUID.class), row.getString(2), row.getBytes(3), row.getString(4)))
                .list();
    }

    void sealed(Plain plain, Store store) {
        one(jdbc.sql("update reconciliation.file set store_key = ?, sealed_key = ? where id = ? and store_key = ?")
                .params(store.key(), store.sealedKey(), plain.file(), plain.key())
                .update());
    }

    boolean isStored(String key) {
        return jdbc.sql("select exists (select from reconciliation.file where store_key = ?)")
                .param(key)
                .query(Boolean.class)
                .single();
    }

    /** Files of the days before a given day, if their lines contain customers' phone numbers, the oldest first. */
    List<UUID> withNumbers(LocalDate before, int limit) {
        return jdbc.sql("""
                        select id from reconciliation.file where to_day < ? and numbers_forgotten_at is null
                        order by to_day, id limit ?""").params(before, limit).query(UUID.class).list();
    }

    int lastLine(UUID file) {
        return jdbc.sql("select coalesce(max(number), 0) from reconciliation.line where file = ?")
                .param(file)
                .query(Integer.class)
                .single();
    }

    void numbersForgotten(UUID file, Instant now) {
        one(jdbc.sql("update reconciliation.file set numbers_forgotten_at = ? where id = ?")
                .params(Timestamp.from(now), file)
                .update());
    }

    /** Files of the days before a given day, if their bytes are stored, the oldest first. */
    List<UUID> withBytes(LocalDate before, int limit) {
        return jdbc.sql(
                        "select id from reconciliation.file where to_day < ? and store_key <> '' order by to_day, id limit ?")
                .params(before, limit)
                .query(UUID.class)
                .list();
    }

    void bytesRemoved(UUID file) {
        one(jdbc.sql("update reconciliation.file set store_key = '', sealed_key = null where id = ?")
                .param(file)
                .update());
    }

    private static void one(int changed) {
        if (changed != 1) {
            throw new IllegalStateException("Another transaction changed the statement: " + changed + " rows");
        }
    }

    private static @Nullable String plain(@Nullable Money amount) {
        return amount == null ? null : amount.decimal().toPlainString();
    }

    private static @Nullable Money money(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column) == null ? null : Money.rupiah(row.getBigDecimal(column));
    }

    private StatementFile file(ResultSet row) throws SQLException {
        Timestamp matched = row.getTimestamp("matched_at");
        return new StatementFile(
                row.getObject("id", UUID.class),
                row.getString("provider"),
                row.getString("profile"),
                row.getInt("profile_version"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                row.getLong("bytes"),
                row.getObject("from_day", LocalDate.class),
                row.getObject("to_day", LocalDate.class),
                StatementFile.State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getBoolean("complete"),
                row.getInt("lines"),
                row.getInt("rejected"),
                Money.rupiah(row.getBigDecimal("total")),
                money(row, "opening"),
                money(row, "closing"),
                actors.named(row.getString("received_by")),
                row.getTimestamp("received_at").toInstant(),
                actors.namedOrNobody(row.getString("confirmed_by")),
                matched == null ? null : matched.toInstant());
    }
}
