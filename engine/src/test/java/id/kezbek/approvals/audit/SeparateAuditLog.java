package id.kezbek.approvals.audit;

import id.kezbek.people.PeopleAtRest;
import id.kezbek.shared.security.Sealing;
import id.kezbek.shared.security.SomeSecurityEvents;
import id.kezbek.startup.AuditCommand;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.SharedWorld;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The audit log in a separate database, modified by the server's administrator. Neither grants nor triggers
 * restrict an administrator.
 */
abstract class SeparateAuditLog {

    static final AuditedEvents NO_EVENTS = new AuditedEvents(SomeSecurityEvents.make());
    static final AtomicInteger DATABASE = new AtomicInteger();

    static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    Path files;

    final EngineUnderTest engine;
    Map<String, String> environment = Map.of();
    String url = "";
    JdbcClient administrator = JdbcClient.create(new DriverManagerDataSource());
    TransactionTemplate transactions = new TransactionTemplate();
    final ActorSeals seals;
    AuditLog log;

    SeparateAuditLog(EngineUnderTest engine) {
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

    AuditLog log(JdbcClient jdbc) {
        return new AuditLog(new AuditRows(jdbc, seals), new PersonalDetails(jdbc, seals), NO_EVENTS, Clock.systemUTC());
    }

    void append(String act) {
        transactions.executeWithoutResult(status ->
                log.append(new AuditEntry("staff@staff.example", act, "partner T1", Map.of("reason", "because"))));
    }

    void tamper(String statement) {
        administrator.sql("alter table approvals.audit disable trigger all").update();
        administrator.sql(statement).update();
    }

    String head() {
        return VerifyAudit.text(log.head().orElseThrow().hash());
    }

    AuditRow row(long number) {
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

    String verify(String... options) {
        List<String> arguments = new ArrayList<>(List.of("audit", "verify", "--url", url));
        arguments.addAll(List.of(options));
        return command(arguments);
    }

    /** The exit status and the output. */
    String command(List<String> arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = AuditCommand.run(arguments, environment, print, print);
        return status + " " + said.toString(StandardCharsets.UTF_8).strip();
    }

    static String migration() {
        return Stream.of("V101__audit.sql", "V274__personal_details.sql", "V308__sealed_actors.sql")
                .map(AuditChainTest::migration)
                .collect(Collectors.joining("\n"));
    }

    static String migration(String name) {
        try (var file = SeparateAuditLog.class.getResourceAsStream("/db/migration/approvals/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("${app_user}", "cezbek_app");
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
