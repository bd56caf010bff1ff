package id.kezbek.closing.months;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of months. */
@Component
class Months {

    private static final String COLUMNS =
            "select month, state, changed_at, manifest, manifest_sha256 from closing.month ";

    private final JdbcClient jdbc;
    private final Ids ids;

    Months(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    KeptMonth find(CalendarMonth month) {
        return read(COLUMNS + "where month = ?", month.firstDay()).stream()
                .findFirst()
                .orElseGet(() -> KeptMonth.untouched(month));
    }

    /** Locks the month's state until the transaction ends. */
    KeptMonth lock(CalendarMonth month, Instant now) {
        jdbc.sql("insert into closing.month (month, state, changed_at) values (?, 'OPEN', ?) on conflict do nothing")
                .params(month.firstDay(), Timestamp.from(now))
                .update();
        return read(COLUMNS + "where month = ? for update", month.firstDay()).getFirst();
    }

    /** All months since the first line of the ledger, and earlier months that were reviewed. */
    List<KeptMonth> newestFirst(LocalDate before, int limit) {
        return jdbc.sql("""
                        with listed as (
                          select m::date as month
                          from generate_series(
                            date_trunc('month', ledger.first_day()::timestamp), :before::date::timestamp - interval '1 month',
                            interval '1 month') m
                          union select month from closing.month where month < :before)
                        select month, coalesce(state, 'OPEN'), changed_at, manifest, manifest_sha256
                        from listed left join closing.month using (month) order by month desc limit :limit""")
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> kept(row))
                .list();
    }

    /** The last 200 steps of the month, in the order of their times. */
    List<KeptStep> steps(CalendarMonth month) {
        return jdbc.sql("""
                        select state, at, decided_by, reason, manifest_sha256 from (
                          select * from closing.step where month = ? order by at desc, id desc limit 200) newest
                        order by at, id""")
                .param(month.firstDay())
                .query((row, n) -> new KeptStep(
                        MonthState.valueOf(row.getString(1)),
                        row.getTimestamp(2).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .list();
    }

    void become(
            KeptMonth before, MonthState state, @Nullable Manifest manifest, Instant now, String by, String reason) {
        String text = manifest == null ? null : manifest.text();
        String sha256 = manifest == null ? null : manifest.sha256();
        jdbc.sql(
                        "update closing.month set state = ?, changed_at = ?, manifest = ?, manifest_sha256 = ? where month = ?")
                .param(state.name())
                .param(Timestamp.from(now))
                .param(text)
                .param(sha256)
                .param(before.month().firstDay())
                .update();
        jdbc.sql("""
                        insert into closing.step (id, month, state, at, decided_by, reason, manifest_sha256)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .param(ids.next())
                .param(before.month().firstDay())
                .param(state.name())
                .param(Timestamp.from(now))
                .param(by)
                .param(reason)
                .param(sha256)
                .update();
    }

    private List<KeptMonth> read(String sql, LocalDate month) {
        return jdbc.sql(sql).param(month).query((row, n) -> kept(row)).list();
    }

    private static KeptMonth kept(ResultSet row) throws SQLException {
        Timestamp changedAt = row.getTimestamp(3);
        String manifest = row.getString(4);
        String sha256 = row.getString(5);
        return new KeptMonth(
                new CalendarMonth(YearMonth.from(row.getObject(1, LocalDate.class))),
                MonthState.valueOf(row.getString(2)),
                changedAt == null ? null : changedAt.toInstant(),
                manifest == null || sha256 == null ? null : new Manifest(manifest, sha256));
    }
}
