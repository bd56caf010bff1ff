package id.kezbek.cashback.backtest;

import id.kezbek.cashback.rules.ChangeRuleAct;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of backtests. */
@Component
class Backtests {

    /** How long a backtest is stored. A proposal cannot stay open for this long. */
    private static final Duration KEPT_FOR = Duration.ofDays(180);

    /**
     * A run that reports no progress for this time is treated as dead. The simulation of one day takes much less time.
     */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private static final String COLUMNS =
            "id, terms::text as terms, state, begins, until, days, purchases, result::text as result, tries, created_at, ended_at";

    /**
     * @param tries the number of tries, which identifies this run
     */
    record Claimed(Backtest backtest, int tries) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    Backtests(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(UUID id, ChangeRuleAct.Arguments terms, Instant from, Instant until) {
        jdbc.sql("insert into cashback.backtest (id, terms, state, begins, until, created_at)"
                        + " values (?, ?::jsonb, 'WAITING', ?, ?, ?)")
                .params(id, json.writeValueAsString(terms), Timestamp.from(from), Timestamp.from(until), now())
                .update();
    }

    Optional<Backtest> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from cashback.backtest where id = ?")
                .param(id)
                .query((row, n) -> backtest(row))
                .optional();
    }

    /** The number of backtests that are waiting or running. */
    long waiting() {
        return jdbc.sql("select count(*) from cashback.backtest where state in ('WAITING', 'RUNNING')")
                .query(Long.class)
                .single();
    }

    /**
     * Claims the oldest backtest that no process runs. If a process still runs the backtest after its lease has
     * expired, the next {@link #progress} of this process returns false.
     */
    Optional<Claimed> claim() {
        return jdbc.sql("""
                        update cashback.backtest set state = 'RUNNING', tries = tries + 1, days = 0, purchases = 0,
                          lease_until = :lease
                        where id = (
                          select id from cashback.backtest
                          where state in ('WAITING', 'RUNNING') and (state = 'WAITING' or lease_until < :now)
                          order by id limit 1 for update skip locked)
                        returning """ + " " + COLUMNS)
                .param("lease", lease())
                .param("now", now())
                .query((row, n) -> new Claimed(backtest(row), row.getInt("tries")))
                .optional();
    }

    /**
     * Records progress and renews the lease.
     *
     * @return false if another run has taken over the backtest
     */
    boolean progress(Claimed claimed, int days, long purchases) {
        return jdbc.sql("update cashback.backtest set days = ?, purchases = ?, lease_until = ?"
                                + " where id = ? and state = 'RUNNING' and tries = ?")
                        .params(days, purchases, lease(), claimed.backtest().id(), claimed.tries())
                        .update()
                == 1;
    }

    /** Does nothing if another run has taken over the backtest. */
    void done(Claimed claimed, BacktestResult result) {
        jdbc.sql("update cashback.backtest set state = 'DONE', result = ?::jsonb, ended_at = ?"
                        + " where id = ? and state = 'RUNNING' and tries = ?")
                .params(
                        json.writeValueAsString(result),
                        now(),
                        claimed.backtest().id(),
                        claimed.tries())
                .update();
    }

    /** Does nothing if another run has taken over the backtest. */
    void failed(Claimed claimed) {
        jdbc.sql("update cashback.backtest set state = 'FAILED', ended_at = ?"
                        + " where id = ? and state = 'RUNNING' and tries = ?")
                .params(now(), claimed.backtest().id(), claimed.tries())
                .update();
    }

    /** Deletes backtests whose retention time has passed, at most {@value #FORGOTTEN_AT_ONCE}. */
    int forget() {
        return jdbc.sql("delete from cashback.backtest where id in ("
                        + "select id from cashback.backtest where created_at < ? order by created_at limit ?)")
                .params(Timestamp.from(clock.instant().minus(KEPT_FOR)), FORGOTTEN_AT_ONCE)
                .update();
    }

    /** The current phone number of each purchase's customer. */
    Map<UUID, String> numbers(List<UUID> purchases) {
        Map<UUID, String> numbers = new HashMap<>();
        jdbc.sql("select p.id, p.msisdn from unnest(?::uuid[]) as asked (id)"
                        + " cross join lateral (select id, msisdn from cashback.purchase where id = asked.id) as p")
                .params((Object) purchases.toArray(UUID[]::new))
                .query(row -> {
                    numbers.put(row.getObject(1, UUID.class), row.getString(2));
                });
        return numbers;
    }

    private Timestamp lease() {
        return Timestamp.from(clock.instant().plus(LEASE));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private Backtest backtest(ResultSet row) throws SQLException {
        String result = row.getString("result");
        return new Backtest(
                row.getObject("id", UUID.class),
                json.readValue(row.getString("terms"), ChangeRuleAct.Arguments.class),
                Backtest.State.valueOf(row.getString("state")),
                row.getTimestamp("begins").toInstant(),
                row.getTimestamp("until").toInstant(),
                row.getInt("days"),
                row.getLong("purchases"),
                result == null ? null : json.readValue(result, BacktestResult.class),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
