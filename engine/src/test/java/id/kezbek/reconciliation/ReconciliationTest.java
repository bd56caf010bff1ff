package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The import of statements: matches, repeats, corrections and files of the folder. */
@EngineTest
class ReconciliationTest extends StatementsOfOneProvider {

    private static final int REFERENCE = 1;

    ReconciliationTest(EngineUnderTest engine) {
        super(engine);
    }

    /** A statement in each provider's own format agrees with the attempts, and its day is complete. */
    @ParameterizedTest
    @EnumSource(Provider.class)
    void matchesCorrectStatementsCompletely(Provider provider) {
        LocalDate day = LocalDate.of(2024, 1, 10);
        PaidStatement paid = paid(provider, day, 20);
        attempts.insert(paid.lines(), line -> "SUCCEEDED");

        Answer imported = calls.put(provider.name(), day, paid.statement());

        assertThat(imported.status()).as(imported.v2()).isEqualTo(201);
        assertThat(imported.body().path("lines").asInt()).isEqualTo(40);
        assertThat(imported.body().path("rejected").asInt()).isZero();
        assertThat(imported.body().path("complete").asBoolean()).isTrue();
        assertThat(matches(imported)).isEqualTo(40);
        assertThat(breaks(provider, day)).isEmpty();
        JsonNode bridge = staff.get("/api/v2/providers/" + provider + "/float-bridge/" + day, Role.AUDITOR)
                .body();
        assertThat(bridge.path("residual").path("value").asString()).isEqualTo("0.00");
        assertThat(bridge.path("missing")).isEmpty();
        assertThat(bridge.path("complete").asBoolean()).isTrue();
    }

    @Test
    void repeatedImportChangesNothing() {
        LocalDate day = LocalDate.of(2024, 2, 10);
        PaidStatement paid = paid(Provider.XENIT, day, 3);
        attempts.insert(paid.lines(), line -> "SUCCEEDED");
        Answer first = calls.put("XENIT", day, paid.statement());

        Answer again = calls.put("XENIT", day, paid.statement());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("already_imported").asBoolean()).isTrue();
        assertThat(again.body().path("id")).isEqualTo(first.body().path("id"));
        assertThat(matches(first)).isEqualTo(6);
        assertLinesOfAttempt(first);
        Answer otherDay = calls.put("XENIT", day.plusDays(1), paid.statement());
        assertThat(otherDay.status()).isEqualTo(409);
        assertThat(otherDay.v2()).contains("state-conflict");
    }

    @Test
    void refusedFileRecordsNothing() {
        LocalDate day = LocalDate.of(2024, 3, 10);
        PaidStatement paid = paid(Provider.XENIT, day, 3);
        long before = engine.count("reconciliation.line");

        Answer cut = calls.put("XENIT", day, paid.statement().lines().limit(3).collect(Collectors.joining("\n")));
        Answer foreign = calls.put("MTRANS", day, paid.statement());

        assertThat(cut.status()).isEqualTo(400);
        assertThat(cut.body().path("errors").path(0).path("reason").asString()).contains("the file was truncated");
        assertThat(foreign.status()).isEqualTo(400);
        assertThat(foreign.body().path("errors").path(0).path("reason").asString())
                .contains("not from provider MTRANS");
        assertThat(engine.count("reconciliation.line")).isEqualTo(before);
        assertThat(engine.count("reconciliation.file where from_day = '" + day + "'"))
                .isZero();
    }

    /** The process's connection ends after the lines were written, as if the process had died. */
    @Test
    void interruptedImportRecordsNothingAndIsRepeated() throws Exception {
        LocalDate day = LocalDate.of(2024, 11, 10);
        PaidStatement paid = paid(Provider.XENIT, day, 3);
        attempts.insert(paid.lines(), line -> "SUCCEEDED");
        String statement = paid.statement().replace("TRAILER,3,", "XENIT,x,y,z,GPAID,1,1,never\nTRAILER,4,");
        String lines = "reconciliation.line where day = '" + day + "'";
        try (Connection blocker = DriverManager.getConnection(engine.world().jdbcUrl());
                java.sql.Statement sql = blocker.createStatement();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            blocker.setAutoCommit(false);
            sql.execute("lock table reconciliation.rejected_line in access exclusive mode");
            Future<Answer> dying = threads.submit(() -> calls.put("XENIT", day, statement));
            String waiting = "pg_stat_activity where wait_event_type = 'Lock' and query like '%rejected_line%'";
            Eventually.holds(
                    "it waits",
                    () -> engine.administration()
                                    .sql("select count(*) from " + waiting)
                                    .query(Long.class)
                                    .single()
                            == 1);
            engine.administration()
                    .sql("select pg_terminate_backend(pid) from " + waiting)
                    .query(Boolean.class)
                    .list();
            assertThat(dying.get().status()).isGreaterThanOrEqualTo(500);
            blocker.rollback();
        }
        assertThat(engine.count(lines)).isZero();

        Answer again = calls.put("XENIT", day, statement);

        assertThat(again.status()).as(again.v2()).isEqualTo(201);
        assertThat(again.body().path("rejected").asInt()).isEqualTo(1);
        assertThat(again.body().path("complete").asBoolean()).isFalse();
        assertThat(engine.count(lines)).isEqualTo(6);
        assertThat(matches(again)).isEqualTo(6);
    }

    @Test
    void importsFilesOfFolderAndReportsRefusals() {
        LocalDate day = LocalDate.of(2024, 12, 10);
        PaidStatement paid = paid(Provider.LSAJAH2H, day, 2);
        attempts.insert(paid.lines(), line -> "SUCCEEDED");
        FileStore store = engine.get(FileStore.class);
        byte[] good = paid.statement().getBytes(StandardCharsets.UTF_8);
        byte[] cut = paid.statement().substring(0, 200).getBytes(StandardCharsets.UTF_8);
        store.put("statements-inbox/LSAJAH2H/" + day + ".csv", good, "text/csv");
        store.put("statements-inbox/LSAJAH2H/" + day.plusDays(1) + ".csv", cut, "text/csv");

        staff.post("/api/v2/jobs/take-statements:run", Role.OPERATIONS, "");

        Eventually.holds(
                "both are read",
                () -> engine.count("reconciliation.file where provider = 'LSAJAH2H' and state = 'REFUSED'") == 1
                        && engine.count(
                                        "reconciliation.file where provider = 'LSAJAH2H' and matched_at is not null and from_day = '"
                                                + day + "'")
                                == 1);
        JsonNode refused = staff.get("/api/v2/statements?provider=LSAJAH2H&state=REFUSED", Role.FINANCE)
                .body()
                .path("items")
                .path(0);
        assertThat(refused.path("reason").asString()).contains("the file was truncated");
        Eventually.holds(
                "the folder is empty",
                () -> store.get("statements-inbox/LSAJAH2H/" + day + ".csv", 10_000)
                        .isEmpty());
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        assertThat(store.get("statements-refused/" + today + "/LSAJAH2H_" + day.plusDays(1) + ".csv", 10_000))
                .isPresent();
    }

    @Test
    void correctedFileReplacesEarlierOne() {
        LocalDate day = LocalDate.of(2024, 4, 10);
        PaidStatement paid = paid(Provider.XENIT, day, 4);
        attempts.insert(paid.lines(), line -> "SUCCEEDED");
        Answer first = calls.put("XENIT", day, paid.statement());
        String vanished = paid.lines().getLast().externalId();

        Answer corrected = calls.put("XENIT", day, without(paid.statement(), vanished));

        assertThat(corrected.status()).as(corrected.v2()).isEqualTo(201);
        assertThat(staff.get("/api/v2/statements/" + first.body().path("id").asString(), Role.FINANCE)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("SUPERSEDED");
        assertThat(matches(first)).isZero();
        assertThat(matches(corrected)).isEqualTo(6);
        assertThat(breaks(Provider.XENIT, day)).containsExactly(Map.entry("MISSING", vanished));
        assertThat(engine.count("reconciliation.match m where m.undoes is not null and m.file = '" + id(first) + "'"))
                .isEqualTo(8);

        // The corrected file was the wrong one.
        byte[] whole = paid.statement().getBytes(StandardCharsets.UTF_8);
        Answer repeated = calls.put("XENIT", day.toString(), whole);
        assertThat(repeated.status()).as("a late repeat undoes no correction").isEqualTo(409);
        assertThat(repeated.body().path("detail").asString()).contains("again=true");
        Answer back = calls.put("XENIT", day + "?again=true", whole);
        assertThat(back.status()).as(back.v2()).isEqualTo(201);
        assertThat(matches(back)).isEqualTo(8);
        assertThat(breaks(Provider.XENIT, day)).isEmpty();
    }

    /** A real format: Xendit's balance report has rows for fee and VAT, and balances. */
    @Test
    void readsXenditsBalanceReport() {
        LocalDate day = LocalDate.of(2024, 10, 10);
        PaidStatement paid = paid(Provider.XENIT, day, 1);
        BookLine line = paid.lines().getFirst();
        attempts.insert(paid.lines(), one -> "SUCCEEDED");
        String report = """
                Product ID,Transaction ID,Transaction Type,Line Type,Payment Channel,Reference,Currency,Amount,Balance,Created Date
                d1,t1,DISBURSEMENT,TRANSACTION,GOPAY,%1$s,IDR,%2$d,%3$d,2024-10-10T05:00:00Z
                d1,t1,DISBURSEMENT,FEE,GOPAY,%1$s,IDR,500,%4$d,2024-10-10T05:00:00Z
                d1,t1,DISBURSEMENT,VAT,GOPAY,%1$s,IDR,55,%5$d,2024-10-10T05:00:00Z
                d2,t2,TOPUP,TRANSACTION,BCA,our-top-up,IDR,1000000,%6$d,2024-10-10T06:00:00Z
                """.formatted(
                        line.externalId(),
                        line.amount(),
                        100_000 - line.amount(),
                        99_500 - line.amount(),
                        99_445 - line.amount(),
                        1_099_445 - line.amount());

        Answer imported = calls.put("XENIT", day + "?profile=XENDIT_BALANCE", report.getBytes(StandardCharsets.UTF_8));

        assertThat(imported.status()).as(imported.v2()).isEqualTo(201);
        assertThat(imported.body().path("complete").asBoolean())
                .as("it has no trailer")
                .isFalse();
        assertThat(imported.body().path("opening").path("value").asString()).isEqualTo("100000.00");
        assertThat(matches(imported)).isEqualTo(3);
        assertThat(breaks(Provider.XENIT, day))
                .containsExactlyInAnyOrder(
                        Map.entry("FEE", line.externalId()), Map.entry("UNKNOWN_TOP_UP", "our-top-up"));
        JsonNode bridge = staff.get("/api/v2/providers/XENIT/float-bridge/" + day, Role.FINANCE)
                .body();
        assertThat(bridge.path("residual").path("value").asString()).isEqualTo("0.00");
        assertThat(bridge.path("complete").asBoolean()).isFalse();
    }

    /** The statement without the row of a reference, with a matching trailer. */
    private static String without(String statement, String reference) {
        String row = statement
                .lines()
                .filter(line -> line.split(",", -1)[REFERENCE].equals(reference))
                .findFirst()
                .orElseThrow();
        return withoutRow(statement, row);
    }

    /** The statement's payment and fee for an attempt. */
    private void assertLinesOfAttempt(Answer imported) {
        UUID attempt = engine.database()
                .sql("select attempt from reconciliation.match where file = ? and role = 'FEE' limit 1")
                .param(id(imported))
                .query(UUID.class)
                .single();
        JsonNode lines = staff.get("/api/v2/attempts/" + Ids.text(attempt) + "/statement-lines", Role.AUDITOR)
                .body()
                .path("items");
        assertThat(lines.values())
                .extracting(line -> line.path("role").asString())
                .containsExactlyInAnyOrder("PAYMENT", "FEE");
        assertThat(lines.values())
                .allMatch(line -> line.path("statement").equals(imported.body().path("id")))
                .allMatch(line -> line.at("/amount/value").asString().startsWith("-"))
                .noneMatch(line -> line.path("by_people").asBoolean());
    }
}
