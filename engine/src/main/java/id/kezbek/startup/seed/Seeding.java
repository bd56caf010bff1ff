package id.kezbek.startup.seed;

import id.kezbek.access.StaffTokens;
import id.kezbek.partners.Credential;
import id.kezbek.startup.seed.SandboxFile.PartnerLogIn;
import id.kezbek.startup.seed.SandboxFile.StaffLogIn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seeds an empty database once, before the process is ready; {@code cezbek.seed} names the seed. If {@code
 * cezbek.sandbox-file} is set, the log-ins are written to that file.
 */
@Component
@ConditionalOnProperty("cezbek.seed")
class Seeding implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(Seeding.class);

    /**
     * The lock's number, an arbitrary number that no other code uses. With this lock, only one of several starting
     * processes seeds.
     */
    private static final long LOCK = 0x6b657a62656bL;

    private static final Duration STAFF_TOKEN_TTL = Duration.ofDays(30);

    private final Settings named;
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final SettingsSeed settings;
    private final PartnersSeed partners;
    private final StaffTokens staffTokens;

    /** The seed's name, and the addresses for the file with the log-ins. */
    @Component
    @ConditionalOnProperty("cezbek.seed")
    record Settings(
            @Value("${cezbek.seed}") String seed,

            @Value("${cezbek.sandbox-file:#{null}}") @Nullable
            String sandboxFile,

            @Value("http://localhost:${server.port}") String baseUrl,
            @Value("${cezbek.sandbox.mail-url:}") String mailUrl,
            @Value("${cezbek.sandbox.providers-url:}") String providersUrl) {}

    Seeding(
            Settings named,
            DataSource dataSource,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            SettingsSeed settings,
            PartnersSeed partners,
            StaffTokens staffTokens) {
        this.named = named;
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
        this.partners = partners;
        this.staffTokens = staffTokens;
    }

    @Override
    public void run(ApplicationArguments arguments) throws SQLException {
        // Uses a session lock, because seeding needs several transactions and writes files.
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
            try {
                seed(SeedFile.read(named.seed()));
            } finally {
                statement.execute("select pg_advisory_unlock(" + LOCK + ")");
            }
        }
    }

    private void seed(SeedFile seed) {
        transactions.executeWithoutResult(status -> {
            boolean empty = jdbc.sql("select not exists (select from loyalty.tier)")
                    .query(Boolean.class)
                    .single();
            if (empty) {
                settings.write(seed);
                log.info("Seeded the settings of {}", named.seed());
            }
        });
        seed.staff().forEach(partners::addStaff);
        Optional<Path> file = Optional.ofNullable(named.sandboxFile()).map(Path::of);
        Optional<SandboxFile> earlier = file.flatMap(SandboxFile::read);
        List<PartnerLogIn> logIns =
                seed.partners().stream().map(one -> bringIn(one, earlier)).toList();
        file.ifPresent(path -> sandboxFile(seed, logIns).write(path));
    }

    private PartnerLogIn bringIn(SeedFile.PartnerSeed seed, Optional<SandboxFile> earlier) {
        Credential credential = partners.bringIn(seed, earlier.flatMap(file -> file.credentialOf(seed.code())));
        return new PartnerLogIn(seed.code(), credential.apiKey(), credential.apiSecret(), seed.email());
    }

    private SandboxFile sandboxFile(SeedFile seed, List<PartnerLogIn> logIns) {
        List<StaffLogIn> staff = seed.staff().stream()
                .map(one ->
                        new StaffLogIn(one.email(), one.role().name(), staffTokens.issue(one.email(), STAFF_TOKEN_TTL)))
                .toList();
        return new SandboxFile(
                named.baseUrl(),
                named.baseUrl() + "/api/swagger/index.html",
                named.mailUrl(),
                named.providersUrl(),
                staff,
                logIns);
    }
}
