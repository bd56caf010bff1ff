package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Eventually;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A statement is previewed without a trace, and its import can be followed. */
@EngineTest
class IntakeTest {

    private static final LocalDate DAY = LocalDate.of(2021, 3, 9);
    private static final String PROVIDER = "JOSVOH2H";

    private final EngineUnderTest engine;

    IntakeTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void showsHowTheFirstRowsWouldBeReadAndRecordsNothing() {
        String text = TestStatements.text(DAY);
        String unreadable = text.replaceFirst("(?m)^([^\\n]*),-5001\\b", "$1,many");
        assertThat(unreadable).isNotEqualTo(text);
        try (StatementCalls calls = new StatementCalls(engine)) {
            Answer whole = calls.put(PROVIDER, DAY + "/preview", bytes(text));
            assertThat(whole.status()).as(whole.v2()).isEqualTo(200);
            JsonNode preview = whole.body();
            assertThat(preview.get("profile").asString()).isEqualTo(PROVIDER);
            assertThat(preview.get("fitting_profiles").toString()).contains(PROVIDER);
            assertThat(preview.get("complete").asBoolean()).isTrue();
            assertThat(preview.at("/first_rows/0/kind").asString()).isEqualTo("PAYMENT");
            assertThat(preview.at("/first_rows/0/amount/value").asString()).isEqualTo("-5000.00");
            assertThat(preview.at("/first_rows/0/at").asString()).startsWith("2021-03-09T");
            assertThat(preview.toString()).doesNotContain("6281112");

            JsonNode oneRow =
                    calls.put(PROVIDER, DAY + "/preview", bytes(unreadable)).body();
            assertThat(oneRow.get("rejected").asInt()).isEqualTo(1);
            assertThat(oneRow.at("/rejected_lines/0/reason").asString()).contains("amount");

            JsonNode other = calls.put(PROVIDER, DAY + "/preview?profile=XENDIT_BALANCE", bytes(text))
                    .body();
            assertThat(other.get("refused").asString()).contains("its first row lacks the columns");
            assertThat(other.get("fitting_profiles").toString()).contains(PROVIDER);
            assertThat(calls.put(PROVIDER, DAY + "/preview", new byte[0]).v2()).isEqualTo("400 bad-payload");
            assertThat(calls.put("NOSUCH", DAY + "/preview", bytes(text)).v2()).isEqualTo("404 not-found");
        }
        assertThat(engine.count("reconciliation.file where from_day = '" + DAY + "'"))
                .isZero();
        assertThat(engine.count("reconciliation.import_progress where from_day = '" + DAY + "'"))
                .isZero();
    }

    @Test
    void anImportIsListedWithItsEnd() {
        LocalDate day = DAY.plusDays(1);
        String text = TestStatements.text(day);
        try (StatementCalls calls = new StatementCalls(engine);
                StaffCalls staff = new StaffCalls(engine)) {
            Answer refused = calls.put(PROVIDER, day, text.substring(0, text.length() / 2));
            assertThat(refused.status()).isEqualTo(400);
            Answer imported = calls.put(PROVIDER, day, text);
            assertThat(imported.status()).isEqualTo(201);

            List<JsonNode> imports = staff.get("/api/v2/statements/imports", Role.AUDITOR)
                    .body()
                    .get("items")
                    .valueStream()
                    .filter(one -> one.get("provider").asString().equals(PROVIDER))
                    .filter(one -> one.get("from").asString().equals(day.toString()))
                    .toList();
            assertThat(imports).hasSize(2);
            JsonNode done = imports.getFirst();
            assertThat(done.get("state").asString()).isEqualTo("DONE");
            assertThat(done.get("statement")).isEqualTo(imported.body().get("id"));
            assertThat(done.get("read_bytes")).isEqualTo(done.get("bytes"));
            assertThat(imports.getLast().get("state").asString()).isEqualTo("REFUSED");
            assertThat(imports.getLast().get("reason").asString()).contains("truncated");
        }
    }

    /** The database ends the connection of the matching. */
    @Test
    void aStatementWhoseMatchingFailsIsImported() throws Exception {
        LocalDate day = DAY.plusDays(2);
        String text = TestStatements.text(day);
        String waiting = "pg_locks where not granted and relation = 'reconciliation.match'::regclass";
        try (StatementCalls calls = new StatementCalls(engine);
                StaffCalls staff = new StaffCalls(engine);
                Connection blocker = DriverManager.getConnection(engine.world().jdbcUrl());
                Statement sql = blocker.createStatement();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            blocker.setAutoCommit(false);
            sql.execute("lock table reconciliation.match in access exclusive mode");
            Future<Answer> sent = threads.submit(() -> calls.put(PROVIDER, day, text));
            Eventually.holds(
                    "it is matched",
                    () -> engine.administration()
                                    .sql("select count(*) from " + waiting)
                                    .query(Long.class)
                                    .single()
                            > 0);
            engine.administration()
                    .sql("select pg_terminate_backend(pid) from " + waiting)
                    .query(Boolean.class)
                    .list();
            Answer failed = sent.get();
            blocker.rollback();

            assertThat(failed.status()).as(failed.v2()).isGreaterThanOrEqualTo(500);
            JsonNode shown = staff.get("/api/v2/statements/imports", Role.AUDITOR)
                    .body()
                    .get("items")
                    .valueStream()
                    .filter(one -> one.get("provider").asString().equals(PROVIDER))
                    .filter(one -> one.get("from").asString().equals(day.toString()))
                    .findFirst()
                    .orElseThrow();
            assertThat(shown.get("state").asString()).isEqualTo("DONE");
            assertThat(shown.get("reason").asString()).contains("the statement is imported");
            Answer again = calls.put(PROVIDER, day, text);
            assertThat(again.status()).as(again.v2()).isLessThan(300);
            assertThat(again.body().get("id")).isEqualTo(shown.get("statement"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
