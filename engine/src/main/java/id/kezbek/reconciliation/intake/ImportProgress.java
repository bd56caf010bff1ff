package id.kezbek.reconciliation.intake;

import id.kezbek.reconciliation.imports.ImportStatement;
import id.kezbek.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The table of imports in progress. The progress is written in separate transactions, so that people see the progress
 * before the import commits.
 */
@Component
public class ImportProgress {

    public enum State {
        READING,
        MATCHING,
        DONE,
        REFUSED,
        /**
         * The import's process has stopped. The statement was imported only if the list of statements contains the
         * statement.
         */
        STOPPED
    }

    /**
     * An import.
     *
     * @param readBytes the number of bytes read so far
     * @param statement the imported statement; null before the end of the import
     * @param reason the reason why the statement was refused, or was not matched yet
     */
    public record Running(
            UUID id,
            String provider,
            LocalDate from,
            LocalDate to,
            long bytes,
            long readBytes,
            State state,
            @Nullable UUID statement,
            @Nullable String reason,
            Instant startedAt) {}

    static final int SHOWN = 20;

    private static final int REASON_MAX = 1_000;
    private static final Duration KEPT_FOR = Duration.ofDays(7);
    /**
     * If a process reports no progress for this time, the import is shown as stopped. Even the matching of the largest
     * file takes much less time.
     */
    private static final Duration STOPPED_AFTER = Duration.ofMinutes(15);

    private final JdbcClient jdbc;
    private final TransactionTemplate apart;
    private final Ids ids;
    private final Clock clock;

    ImportProgress(JdbcClient jdbc, PlatformTransactionManager manager, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.apart = new TransactionTemplate(manager);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.ids = ids;
        this.clock = clock;
    }

    /** Records the start of an import, and deletes old records. */
    UUID begin(ImportStatement.Order order) {
        UUID id = ids.next();
        apart.executeWithoutResult(status -> {
            jdbc.sql("delete from reconciliation.import_progress where changed_at < ?")
                    .param(Timestamp.from(clock.instant().minus(KEPT_FOR)))
                    .update();
            jdbc.sql("""
                            insert into reconciliation.import_progress
                              (id, provider, from_day, to_day, bytes, state, started_at, changed_at)
                            values (?, ?, ?, ?, ?, 'READING', ?, ?)""")
                    .params(id, order.provider(), order.from(), order.to(), order.bytes().length, now(), now())
                    .update();
        });
        return id;
    }

    void read(UUID id, long bytes) {
        apart.executeWithoutResult(status -> jdbc.sql(
                        "update reconciliation.import_progress set read_bytes = ?, changed_at = ? where id = ?")
                .params(bytes, now(), id)
                .update());
    }

    void become(UUID id, State state, @Nullable UUID statement, @Nullable String reason) {
        String shown = reason == null || reason.length() <= REASON_MAX ? reason : reason.substring(0, REASON_MAX);
        apart.executeWithoutResult(status -> jdbc.sql("""
                        update reconciliation.import_progress set state = ?, file = ?, reason = ?, changed_at = ?,
                          read_bytes = case when ? in ('MATCHING', 'DONE') then bytes else read_bytes end
                        where id = ?""")
                .param(state.name())
                .param(statement)
                .param(shown)
                .param(now())
                .param(state.name())
                .param(id)
                .update());
    }

    /** The latest imports, the newest first. */
    public List<Running> latest() {
        Instant stopped = clock.instant().minus(STOPPED_AFTER);
        return jdbc.sql("""
                        select id, provider, from_day, to_day, bytes, read_bytes, state, file, reason, started_at, changed_at
                        from reconciliation.import_progress order by id desc limit ?""")
                .param(SHOWN)
                .query((row, n) -> running(row, stopped))
                .list();
    }

    private static Running running(ResultSet row, Instant stopped) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        boolean isOpen = state == State.READING || state == State.MATCHING;
        boolean isStopped = isOpen && row.getTimestamp("changed_at").toInstant().isBefore(stopped);
        return new Running(
                row.getObject("id", UUID.class),
                row.getString("provider"),
                row.getObject("from_day", LocalDate.class),
                row.getObject("to_day", LocalDate.class),
                row.getLong("bytes"),
                row.getLong("read_bytes"),
                isStopped ? State.STOPPED : state,
                row.getObject("file", UUID.class),
                row.getString("reason"),
                row.getTimestamp("started_at").toInstant());
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
