package id.kezbek.shared.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Statements that bring their commit along, on a table of the test's own. */
@EngineTest
class PipelineTest {

    private static final String INSERT = "insert into shared.piped select unnest(?::bigint[]), unnest(?::int[])";
    private static final String UPSERT = INSERT + " on conflict (id) do update set version = excluded.version"
            + " where piped.version = excluded.version - 1";

    private record Row(long id, int version) {}

    private final EngineUnderTest engine;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    PipelineTest(EngineUnderTest engine) {
        this.engine = engine;
        this.jdbc = engine.get(JdbcTemplate.class);
        this.transactions = engine.get(TransactionTemplate.class);
    }

    @BeforeEach
    void makeTable() {
        engine.administration()
                .sql("create table shared.piped (id bigint primary key, version int)")
                .update();
        engine.administration().sql("grant all on shared.piped to cezbek_app").update();
    }

    @AfterEach
    void dropTable() {
        engine.administration().sql("drop table shared.piped").update();
    }

    @Test
    void isDurableBeforeTheCallersTransactionEnds() {
        transactions.executeWithoutResult(status -> {
            new Pipeline()
                    .write(INSERT, columns(new Row(1, 1)))
                    .writeIfUnchanged(UPSERT, columns(new Row(1, 2), new Row(2, 1)))
                    .runAndCommit(jdbc);
            assertThat(versions()).containsExactly(2, 1);
        });
        assertThat(versions()).containsExactly(2, 1);
    }

    @Test
    void writesNothingWhereSomebodyElseWasFirst() {
        engine.administration().sql("insert into shared.piped values (1, 5)").update();
        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> new Pipeline()
                        .write(INSERT, columns(new Row(7, 1)))
                        .writeIfUnchanged(UPSERT, columns(new Row(1, 5), new Row(2, 1)))
                        .write(INSERT, columns(new Row(8, 1)))
                        .runAndCommit(jdbc)))
                .isInstanceOf(ConcurrencyFailureException.class);
        assertThat(versions()).containsExactly(5);
    }

    @Test
    void writesNothingWhereAKeyIsTaken() {
        engine.administration().sql("insert into shared.piped values (9, 1)").update();
        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> new Pipeline()
                        .write(INSERT, columns(new Row(7, 1)))
                        .write(INSERT, columns(new Row(9, 1)))
                        .runAndCommit(jdbc)))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(versions()).containsExactly(1);
    }

    /** As another connection sees them, in the order of their keys. */
    private List<Integer> versions() {
        return engine.administration()
                .sql("select version from shared.piped order by id")
                .query(Integer.class)
                .list();
    }

    private static Columns<Row> columns(Row... rows) {
        return Columns.of(List.of(rows)).bigint(Row::id).integer(Row::version);
    }
}
