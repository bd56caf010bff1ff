package id.kezbek.shared.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.shared.Money;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.SharedWorld;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.Oid;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Statements that are sent with their commit, on the test's own table. */
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

    /**
     * With scans disabled, a scanned table has such a high cost in PostgreSQL before 18 that JIT compiles each run.
     */
    @Test
    void noStatementIsCompiled() {
        String plan = String.join(
                "\n",
                jdbc.queryForList(
                        "explain (analyze) select provider, available from payouts.provider_float where checked",
                        String.class));
        assertThat(plan).contains("Execution Time").doesNotContain("JIT");
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

    /** Otherwise the driver would silently write null. */
    @Test
    void refusesConnectionWithoutBinaryTransfer() throws SQLException {
        Map<String, String> world = SharedWorld.get().engineProperties();
        String url = world.get("spring.datasource.url");
        try (Connection connection = DriverManager.getConnection(
                        url + (url.contains("?") ? "&" : "?") + "binaryTransfer=false",
                        world.get("spring.datasource.username"),
                        world.get("spring.datasource.password"));
                PreparedStatement statement = connection.prepareStatement("select ?")) {
            byte[] one = new byte[BinaryArray.HEADER_BYTES + Integer.BYTES + Long.BYTES];
            ByteBuffer.wrap(one).putInt(BinaryArray.HEADER_BYTES, Long.BYTES);

            assertThatThrownBy(() -> OneValue.of(Oid.INT8, one).bind(statement, 1))
                    .hasMessageContaining("binaryTransfer");
        }
    }

    @Test
    void writesNothingAfterConcurrentChange() {
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
    void writesNothingIfKeyExists() {
        engine.administration().sql("insert into shared.piped values (9, 1)").update();
        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> new Pipeline()
                        .write(INSERT, columns(new Row(7, 1)))
                        .write(INSERT, columns(new Row(9, 1)))
                        .runAndCommit(jdbc)))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(versions()).containsExactly(1);
    }

    private record Everything(
            long number,
            int whole,
            int little,
            @Nullable String text,
            @Nullable UUID id,
            Money amount,
            @Nullable String json,
            byte[] bytes,
            @Nullable Instant at,
            LocalDate day) {}

    /** One row is sent as values, two rows as arrays, in short and long batches. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void sendsEveryTypeInListsOfAnyLength(int rows) {
        Everything full = new Everything(
                Long.MIN_VALUE,
                -7,
                12,
                "Müller ? $1",
                UUID.fromString("01938f00-1234-7123-8123-1234567890ab"),
                Money.rupiah(new BigDecimal("-1234567890123.45")),
                "{\"a\": [1, \"ü\"]}",
                new byte[] {0, -1, 39, 92},
                Instant.parse("2026-11-29T05:00:00.123456Z"),
                LocalDate.of(1999, 12, 31));
        Everything bare = new Everything(0, 0, 0, null, null, Money.ZERO, null, new byte[0], null, LocalDate.EPOCH);
        for (Everything one : List.of(full, bare)) {
            List<String> read = new ArrayList<>();
            transactions.executeWithoutResult(status -> new Pipeline()
                    .select(
                            """
                            select concat_ws('|', number, whole, little, coalesce(txt, 'none'), coalesce(id::text, 'none'),
                              amount, coalesce(json::text, 'none'), encode(bytes, 'hex'),
                              coalesce((at at time zone 'UTC')::text, 'none'), day, among)
                            from (select unnest(?::bigint[]) as number, unnest(?::int[]) as whole,
                              unnest(?::smallint[]) as little, unnest(?::text[]) as txt, unnest(?::uuid[]) as id,
                              unnest(?::numeric[]) as amount, unnest(?::jsonb[]) as json, unnest(?::bytea[]) as bytes,
                              unnest(?::timestamptz[]) as at, unnest(?::date[]) as day,
                              -7 = any(?::int[]) as among) as e""",
                            Columns.of(Collections.nCopies(rows, one))
                                    .bigint(Everything::number)
                                    .integer(Everything::whole)
                                    .smallint(Everything::little)
                                    .text(Everything::text)
                                    .uuid(Everything::id)
                                    .money(Everything::amount)
                                    .jsonb(Everything::json)
                                    .bytea(Everything::bytes)
                                    .timestamp(Everything::at)
                                    .date(Everything::day)
                                    .integer(Everything::whole),
                            row -> read.add(row.getString(1)))
                    .run(jdbc));
            String expected = one.equals(full)
                    ? "-9223372036854775808|-7|12|Müller ? $1|01938f00-1234-7123-8123-1234567890ab|-1234567890123.45"
                            + "|{\"a\": [1, \"ü\"]}|00ff275c|2026-11-29 05:00:00.123456|1999-12-31|t"
                    : "0|0|0|none|none|0.00|none||none|1970-01-01|f";
            assertThat(read).isEqualTo(Collections.nCopies(rows, expected));
        }
    }

    /** The versions as another connection sees them, in key order. */
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
