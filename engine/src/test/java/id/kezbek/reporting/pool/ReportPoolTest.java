package id.kezbek.reporting.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.OwnRows;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;

@EngineTest
class ReportPoolTest {

    private final ReportPool pool;
    private final EngineUnderTest engine;

    ReportPoolTest(ReportPool pool, EngineUnderTest engine) {
        this.pool = pool;
        this.engine = engine;
    }

    @Test
    void resetsPlannerSettings() {
        for (String name : new String[] {"enable_hashjoin", "enable_mergejoin", "enable_seqscan"}) {
            assertThat(setting(name)).as(name).isEqualTo("on");
        }
        assertThat(setting("plan_cache_mode")).isEqualTo("auto");
    }

    @Test
    void writesNothing() {
        assertThatThrownBy(() -> pool.snapshot(jdbc ->
                        jdbc.sql("update reporting.copy set since = since").update()))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("read-only transaction");
    }

    @Test
    void readsOneSnapshot() {
        String counting = "select count(*) from partners.partner where code = 'RPSNAP'";
        List<Long> counted = pool.snapshot(jdbc -> {
            long before = jdbc.sql(counting).query(Long.class).single();
            engine.partner("RPSNAP");
            return List.of(before, jdbc.sql(counting).query(Long.class).single());
        });

        assertThat(counted).containsExactly(0L, 0L);
        assertThat(engine.count("partners.partner where code = 'RPSNAP'")).isOne();
    }

    @Test
    void cancelsSlowStatement() {
        try (ReportPool impatient = pool(new ReportPoolSettings("", 1, Duration.ofSeconds(1), Duration.ofMillis(50)))) {
            assertThatThrownBy(() -> impatient.snapshot(
                            jdbc -> jdbc.sql("select pg_sleep(30)").query().singleRow()))
                    .isInstanceOfAny(QueryTimeoutException.class, UncategorizedSQLException.class)
                    .hasMessageContaining("statement timeout");
        }
    }

    /** Also for reads on behalf of a partner. */
    @Test
    void limitsPartnersStatementsBySameSetting() {
        try (ReportPool other = pool(new ReportPoolSettings("", 1, Duration.ofSeconds(1), Duration.ofSeconds(7)))) {
            assertThat(other.<String>snapshotOf(
                            new PartnerId(1),
                            jdbc -> jdbc.sql("show statement_timeout")
                                    .query(String.class)
                                    .single()))
                    .isEqualTo("7s");
        }
    }

    @Test
    void lendsNoMoreConnectionsThanItHas() {
        try (ReportPool small = pool(new ReportPoolSettings("", 1, Duration.ofMillis(250), Duration.ofSeconds(5)))) {
            // In another thread, because a read in the same thread would join the snapshot.
            assertThatThrownBy(() ->
                            small.snapshot(outer -> CompletableFuture.supplyAsync(() -> small.snapshot(inner -> "read"))
                                    .join()))
                    .hasCauseInstanceOf(CannotCreateTransactionException.class);
        }
    }

    @Test
    void readsConfiguredReplica() {
        HikariDataSource own = engine.get(HikariDataSource.class);
        String elsewhere = own.getJdbcUrl().replaceFirst("/[a-z_]+(\\?|$)", "/postgres$1");
        try (ReportPool replica =
                pool(new ReportPoolSettings(elsewhere, 1, Duration.ofSeconds(5), Duration.ofSeconds(5)))) {
            assertThat(replica.<String>snapshot(jdbc -> jdbc.sql("select current_database()")
                            .query(String.class)
                            .single()))
                    .isEqualTo("postgres");
        }
    }

    private ReportPool pool(ReportPoolSettings settings) {
        return new ReportPool(
                settings, engine.get(HikariDataSource.class), engine.get(OwnRows.class), new SimpleMeterRegistry());
    }

    private String setting(String name) {
        return pool.<String>snapshot(jdbc -> jdbc.sql("select current_setting(?)")
                .param(name)
                .query(String.class)
                .single());
    }
}
