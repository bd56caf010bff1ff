package id.kezbek.approvals.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.adapters.files.FolderUnderTest;
import id.kezbek.shared.security.RowMac;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How entries are written, and the command that verifies the log and its stored heads. */
@EngineTest
class AuditEntriesTest extends SeparateAuditLog {

    private static final long ANSWER_SECONDS_MAX = 30;

    AuditEntriesTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void concurrentActionsFormOneChain() throws Exception {
        List<Future<?>> acts = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                String act = "TOGETHER_" + i;
                acts.add(callers.submit(() -> append(act)));
            }
            for (Future<?> act : acts) {
                act.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            }
        }
        assertThat(verify()).startsWith("0 50 rows");
    }

    @Test
    void rollbackRemovesEntry() {
        transactions.executeWithoutResult(status -> {
            log.append(AuditEntry.bySystem("UNDONE", "nothing", Map.of()));
            status.setRollbackOnly();
        });
        assertThat(verify()).startsWith("0 10 rows");
    }

    @Test
    void refusesEntryOutsideTransaction() {
        assertThatThrownBy(() -> log.append(AuditEntry.bySystem("LOOSE", "nothing", Map.of())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void neitherEngineUserNorOwnerCanChangeLog() {
        assertThatThrownBy(() -> engine.get(JdbcClient.class)
                        .sql("update approvals.audit set act = 'X'")
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("permission denied");
        for (String change : List.of(
                "update approvals.audit set act = 'X'", "delete from approvals.audit", "truncate approvals.audit")) {
            assertThatThrownBy(() -> engine.database().sql(change).update())
                    .as(change)
                    .hasStackTraceContaining("never changed or deleted");
        }
    }

    @Test
    void masksAddressesAndNumbers() {
        assertThat(AuditLog.masked("asked by sari@example.com about 628118770510 and +62811877051, ref 123456789012"))
                .isEqualTo("asked by s***@example.com about 62*******510 and 62******051, ref 12*******012");
    }

    @Test
    void refusesInvalidCommandLineInOneLine() {
        for (List<String> arguments : List.of(
                List.of("audit"),
                List.of("audit", "forget"),
                List.of("audit", "verify", "--head"),
                List.of("audit", "verify", "--head", "abc"),
                List.of("audit", "verify", "--no", "option"),
                List.of("audit", "verify", "--properties", "/nowhere/engine.properties"),
                List.of("audit", "verify", "--url", "jdbc:postgresql://127.0.0.1:1/none"),
                List.of("audit", "verify"))) {
            String said = command(arguments);
            assertThat(said).as("%s", arguments).startsWith("2 cezbek: ").hasLineCount(1);
        }
    }

    /** A modification that the chain alone cannot show: an administrator of the database computes all hashes again. */
    @Test
    void storedHeadsRevealRewrittenOrShortenedLog() {
        AuditHeads heads = heads();
        assertThat(heads.writeOut()).isTrue();
        assertThat(heads.writeOut()).as("a second time").isFalse();
        String written = KeptHead.of(log.head().orElseThrow()).name();
        append("LATER");
        assertThat(verify("--heads", files.toString())).startsWith("0 11 rows");

        writeAnewFrom(5);
        assertThat(verify()).startsWith("0 11 rows");
        assertThat(verify("--heads", files.toString()))
                .startsWith("1 row 10 CHANGED")
                .contains(written);

        tamper("delete from approvals.audit where number > 7");
        assertThat(verify()).startsWith("0 7 rows");
        assertThat(verify("--heads", files.toString()))
                .startsWith("1 row 10 CUT_OFF")
                .contains(written);
    }

    @Test
    void ignoresUnsignedHeadWithMasterKey() throws Exception {
        heads().writeOut();
        KeptHead forged = KeptHead.of(new AuditHead(3, Instant.EPOCH, new byte[32]));
        Files.writeString(
                Files.createDirectories(files.resolve(AuditHeads.FOLDER)).resolve(forged.name()),
                "{\"at\":\"1970-01-01T00:00:00Z\",\"mac\":\"AAAA\"}");

        assertThat(verify("--heads", files.toString())).startsWith("1 row 3 CHANGED");
        environment = Map.of("CEZBEK_SECURITY_MASTER_KEY", MASTER_KEY);
        assertThat(verify("--heads", files.toString()))
                .contains("was not signed with this master key", "10 rows, the hash chain is intact");
    }

    @Test
    void refusesFolderWithoutHeads() {
        assertThat(verify("--heads", files.toString())).startsWith("2 cezbek: no audit heads found");
    }

    private AuditHeads heads() {
        return new AuditHeads(log, FolderUnderTest.in(files), new RowMac(MASTER_KEY, ""), false);
    }

    private void writeAnewFrom(long first) {
        byte[] previous = row(first - 1).hash();
        for (long number = first; number <= log.head().orElseThrow().number(); number++) {
            AuditRow old = row(number);
            AuditRow anew = AuditRow.chained(
                    number, old.at(), old.actor(), "OTHER_" + number, old.subject(), old.detail(), previous);
            administrator.sql("alter table approvals.audit disable trigger all").update();
            administrator
                    .sql("update approvals.audit set act = ?, previous = ?, hash = ? where number = ?")
                    .params(anew.act(), anew.previous(), anew.hash(), number)
                    .update();
            previous = anew.hash();
        }
    }
}
