package id.kezbek.approvals.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.adapters.files.FolderUnderTest;
import id.kezbek.people.PeopleAtRest;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.Sealing;
import id.kezbek.shared.security.SomeSecurityEvents;
import id.kezbek.startup.AuditCommand;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.SharedWorld;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The audit log in a separate database, modified by the server's administrator, whom neither grants nor triggers
 * restrict.
 */
@EngineTest
class AuditChainTest {

    private static final AuditedEvents NO_EVENTS = new AuditedEvents(SomeSecurityEvents.make());
    private static final AtomicInteger DATABASE = new AtomicInteger();
    private static final long ANSWER_SECONDS_MAX = 30;

    private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    Path files;

    private final EngineUnderTest engine;
    private Map<String, String> environment = Map.of();
    private String url = "";
    private JdbcClient administrator = JdbcClient.create(new DriverManagerDataSource());
    private TransactionTemplate transactions = new TransactionTemplate();
    private final ActorSeals seals;
    private AuditLog log;

    AuditChainTest(EngineUnderTest engine) {
        this.engine = engine;
        this.seals = new ActorSeals(engine.get(PeopleAtRest.class), new Sealing(MASTER_KEY, new SecureRandom()));
        this.log = log(administrator);
    }

    /** Copies the audit tables to an empty database and writes ten rows. */
    @BeforeEach
    void tenRows() {
        String name = "audit_" + DATABASE.incrementAndGet();
        engine.administration().sql("create database " + name).update();
        url = SharedWorld.get().jdbcUrl().replaceFirst("/[a-z_]+\\?.*$", "/" + name + "?user=postgres&password=");
        DriverManagerDataSource database = new DriverManagerDataSource(url);
        administrator = JdbcClient.create(database);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        log = log(administrator);
        administrator.sql(migration()).update();
        for (int i = 1; i <= 10; i++) {
            append("ACT_" + i);
        }
    }

    private AuditLog log(JdbcClient jdbc) {
        return new AuditLog(new AuditRows(jdbc, seals), new PersonalDetails(jdbc, seals), NO_EVENTS, Clock.systemUTC());
    }

    @Test
    void aLogThatNobodyTouchedIsIntact() {
        assertThat(verify()).startsWith("0 10 rows").contains("head " + head());
        assertThat(verify("--head", head())).startsWith("0 10 rows");
    }

    @Test
    void anEmptyLogIsIntactAndHasNoHead() {
        tamper("truncate approvals.audit");
        assertThat(verify()).startsWith("0 0 rows");
        assertThat(verify("--head", "00".repeat(31) + "01")).startsWith("1 row 1 CUT_OFF");
    }

    @Test
    void anEarlierHeadIsFoundInALogThatGrew() {
        String kept = head();
        append("LATER");
        assertThat(verify("--head", kept)).startsWith("0 11 rows");
    }

    @Test
    void aChangedRowIsNamed() {
        tamper("update approvals.audit set detail = '{}' where number = 5");
        assertThat(verify()).startsWith("1 row 5 CHANGED");
    }

    @Test
    void everyColumnIsUnderTheHash() {
        for (String change : new String[] {
            "at = at + interval '1 microsecond'",
            "actor = repeat('0', 32)",
            "act = 'OTHER'",
            "subject = 'other'",
            "previous = decode(repeat('00', 32), 'hex')"
        }) {
            tamper("update approvals.audit set " + change + " where number = 7");
            assertThat(verify()).as(change).startsWith("1 row 7 CHANGED");
            tamper("truncate approvals.audit");
            for (int i = 1; i <= 10; i++) {
                append("ACT_" + i);
            }
        }
    }

    @Test
    void aRowChangedTogetherWithItsHashIsNamed() {
        AuditRow row = row(5);
        AuditRow forged = AuditRow.chained(
                row.number(), row.at(), row.actor(), "FORGED", row.subject(), row.detail(), row.previous());
        tamper("update approvals.audit set act = 'FORGED', hash = decode('" + VerifyAudit.text(forged.hash())
                + "', 'hex') where number = 5");
        assertThat(verify()).startsWith("1 row 5 CHANGED");
    }

    @Test
    void aMissingRowIsNamed() {
        tamper("delete from approvals.audit where number = 4");
        assertThat(verify()).startsWith("1 row 4 MISSING");
        tamper("delete from approvals.audit where number <= 3");
        assertThat(verify()).startsWith("1 row 1 MISSING: it is missing, with those up to row 4");
    }

    @Test
    void rowsThatChangedPlacesAreNamed() {
        tamper("update approvals.audit set number = 1000 where number = 3");
        tamper("update approvals.audit set number = 3 where number = 8");
        tamper("update approvals.audit set number = 8 where number = 1000");
        assertThat(verify()).startsWith("1 row 3 REORDERED: it stands here and was row 8");
    }

    @Test
    void aRowThatWasRemovedAndTheRestMovedUpIsNamed() {
        tamper("delete from approvals.audit where number = 6");
        tamper("update approvals.audit set number = number - 1 where number = 7");
        assertThat(verify()).startsWith("1 row 6 REORDERED: it stands here and was row 7");
    }

    @Test
    void aCutOffTailIsSeenByWhoKeptTheHead() {
        String kept = head();
        tamper("delete from approvals.audit where number > 7");
        assertThat(verify()).startsWith("0 7 rows");
        assertThat(verify("--head", kept)).startsWith("1 row 8 CUT_OFF");
    }

    @Test
    void aLogWrittenAnewIsSeenByWhoKeptTheHead() {
        String kept = head();
        tamper("truncate approvals.audit");
        for (int i = 1; i <= 10; i++) {
            append("FORGED_" + i);
        }
        assertThat(verify()).startsWith("0 10 rows");
        assertThat(verify("--head", kept)).startsWith("1 row 11 CUT_OFF");
    }

    @Test
    void anActPutOnSomebodyElsesNameIsSeen() {
        tamper("update approvals.actor set subject = 'innocent@staff.example'");
        assertThat(verify()).startsWith("1 row 1 ACTOR_CHANGED");
    }

    @Test
    void aSealedActorThatWasPutInAnothersPlaceIsSeenWhereTheMasterKeyIsThere() {
        tamper("update approvals.actor set sealed_subject = '\\x01020304'");
        assertThat(verify()).as("without the key").startsWith("0 10 rows");
        environment = Map.of("CEZBEK_SECURITY_MASTER_KEY", MASTER_KEY);
        assertThat(verify()).startsWith("1 row 1 ACTOR_CHANGED");
    }

    @Test
    void anActorWhoIsTakenFromTheRecordIsSeen() {
        tamper("delete from approvals.actor");
        assertThat(verify()).startsWith("1 row 1 ACTOR_CHANGED");
    }

    @Test
    void anErasedActorLeavesTheLogIntact() {
        tamper("update approvals.actor set salt = null, subject = null, sealed_subject = null, subject_hash = null");
        assertThat(verify()).startsWith("0 10 rows");
        append("LATER");
        assertThat(verify()).startsWith("0 11 rows");
    }

    @Test
    void concurrentActsMakeOneChain() throws Exception {
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
    void whatIsRolledBackIsNotLogged() {
        transactions.executeWithoutResult(status -> {
            log.append(AuditEntry.bySystem("UNDONE", "nothing", Map.of()));
            status.setRollbackOnly();
        });
        assertThat(verify()).startsWith("0 10 rows");
    }

    @Test
    void nothingIsLoggedOutsideOfTheActsTransaction() {
        assertThatThrownBy(() -> log.append(AuditEntry.bySystem("LOOSE", "nothing", Map.of())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void neitherTheEnginesUserNorTheOwnerCanChangeTheEnginesLog() {
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
    void addressesAndNumbersOfPeopleAreMasked() {
        assertThat(AuditLog.masked("asked by sari@example.com about 628118770510 and +62811877051, ref 123456789012"))
                .isEqualTo("asked by s***@example.com about 62*******510 and 62******051, ref 12*******012");
    }

    @Test
    void aCommandLineThatIsNoGoodIsRefusedOnOneLine() {
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
    void aLogThatWasWrittenAnewOrCutOffDoesNotFitTheHeadsThatWereWrittenOut() {
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
    void aHeadThatNoEngineSignedIsLeftOutWhereTheMasterKeyIsThere() throws Exception {
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
    void aFolderWithoutHeadsIsNoComparison() {
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

    private void append(String act) {
        transactions.executeWithoutResult(status ->
                log.append(new AuditEntry("staff@staff.example", act, "partner T1", Map.of("reason", "because"))));
    }

    private void tamper(String statement) {
        administrator.sql("alter table approvals.audit disable trigger all").update();
        administrator.sql(statement).update();
    }

    private String head() {
        return VerifyAudit.text(log.head().orElseThrow().hash());
    }

    private AuditRow row(long number) {
        return administrator
                .sql("select at, actor, act, subject, detail, previous, hash from approvals.audit where number = ?")
                .param(number)
                .query((row, n) -> new AuditRow(
                        number,
                        row.getTimestamp(1).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBytes(6),
                        row.getBytes(7)))
                .single();
    }

    private String verify(String... options) {
        List<String> arguments = new ArrayList<>(List.of("audit", "verify", "--url", url));
        arguments.addAll(List.of(options));
        return command(arguments);
    }

    /** The exit status and the output. */
    private String command(List<String> arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = AuditCommand.run(arguments, environment, print, print);
        return status + " " + said.toString(StandardCharsets.UTF_8).strip();
    }

    private static String migration() {
        return Stream.of("V101__audit.sql", "V274__personal_details.sql", "V308__sealed_actors.sql")
                .map(AuditChainTest::migration)
                .collect(Collectors.joining("\n"));
    }

    private static String migration(String name) {
        try (var file = AuditChainTest.class.getResourceAsStream("/db/migration/approvals/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("${app_user}", "cezbek_app");
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
