package id.kezbek.trials.torture;

import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Onboarding;
import id.kezbek.sandbox.client.ProviderBook;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.client.StaffClient;
import id.kezbek.sandbox.client.TrialBalance;
import id.kezbek.sandbox.demo.visits.Logo;
import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.parts.OutsideWorld;
import id.kezbek.sandbox.parts.Queues;
import id.kezbek.trials.torture.calls.Call;
import id.kezbek.trials.torture.calls.Diary;
import id.kezbek.trials.torture.calls.RefundCall;
import id.kezbek.trials.torture.calls.TopUpCall;
import id.kezbek.trials.torture.checks.Evidence;
import id.kezbek.trials.torture.disturbances.MessageDoubler;
import id.kezbek.trials.torture.fleet.CrashPoints;
import id.kezbek.trials.torture.fleet.EngineLost;
import id.kezbek.trials.torture.fleet.EngineMember;
import id.kezbek.trials.torture.fleet.EngineReader;
import id.kezbek.trials.torture.fleet.EngineRows;
import id.kezbek.trials.torture.fleet.EngineTempo;
import id.kezbek.trials.torture.fleet.Fleet;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The servers, the seeded database, the engine's processes, and the readers of the three records: callers, engine,
 * providers.
 */
final class TortureWorld implements AutoCloseable {

    /**
     * A prepaid partner with little money, so that its purchases exceed its funds. Finance repeatedly books top-ups of
     * this partner.
     */
    static final String SHORT_OF_MONEY = "WARUNG";

    private static final String WITH_LOW_MAXIMUM = "JOSVO";
    private static final BigDecimal MAXIMUM = BigDecimal.valueOf(40_000);

    /** The subject of an invoice e-mail in these partners' language begins with this text. */
    private static final String INVOICE = "Cashback ";

    private static final List<String> SEEDED = List.of("LAJADA", "BENCH");
    /** Flags for a fast start and little memory, because there are several processes, and none of them runs long. */
    private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx320m");

    private static final int MASTER_KEY_BYTES = 32;

    private final OutsideWorld parts;
    private final Torture.Setting setting;
    private final Path folder;
    private final CrashPoints points;
    private final Map<String, Integer> mails = new ConcurrentHashMap<>();
    private final Map<String, Credentials> partners = new TreeMap<>();
    private @Nullable Fleet fleet;
    private @Nullable HttpCalls providers;

    TortureWorld(OutsideWorld parts, Torture.Setting setting) throws IOException {
        this.parts = parts;
        this.setting = setting;
        this.folder = parts.folder();
        this.points = new CrashPoints(folder.resolve("crash-points"));
    }

    /** Starts the servers, seeds the database, and starts this number of engine processes of each role. */
    void start(int pairs) throws IOException {
        parts.open((part, millis) -> {});
        providers = new HttpCalls(parts.providers().url().toString());
        StartUpCache cache = StartUpCache.of(setting.program(), setting.home());
        Map<String, String> properties = properties();
        seed(properties, cache);
        List<String> flags = new ArrayList<>(FLAGS);
        flags.addAll(setting.jvmFlags());
        flags.addAll(cache.flags());
        flags.add(points.jvmFlag());
        Fleet started = new Fleet(new EngineMember.Setting(setting.program(), properties, flags, folder), pairs);
        fleet = started;
        parts.onMail((recipient, subject) -> mails.merge(recipient, isInvoice(subject) ? 1 : 0, Integer::sum));
        try {
            started.start();
            parts.providers().callbacksTo(URI.create(started.apis().getFirst().baseUrl()));
        } catch (EngineLost failed) {
            throw new CannotStart(failed.line(), failed);
        }
    }

    /** Whether the e-mail is an invoice. Rewards and tier changes cause other e-mails to the same address. */
    private static boolean isInvoice(String subject) {
        return subject.startsWith(INVOICE);
    }

    private Map<String, String> properties() {
        byte[] key = new byte[MASTER_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Map<String, String> properties = new LinkedHashMap<>(parts.engineProperties());
        properties.putAll(EngineTempo.properties());
        properties.put("cezbek.security.master-key", Base64.getEncoder().encodeToString(key));
        return properties;
    }

    /** Seeds the database with a separate process, so that the processes to disturb start as fast as possible. */
    private void seed(Map<String, String> properties, StartUpCache cache) throws IOException {
        Map<String, String> seeding = new LinkedHashMap<>(properties);
        seeding.put("cezbek.seed", "sandbox");
        seeding.put("cezbek.sandbox-file", sandboxFile().toString());
        List<String> flags = new ArrayList<>(FLAGS);
        flags.addAll(setting.jvmFlags());
        flags.addAll(cache.trainingFlags());
        try (EngineMember seeder =
                new EngineMember(new EngineMember.Setting(setting.program(), seeding, flags, folder), "api,job", 0)) {
            seeder.start();
            seeder.awaitReady();
            try (HttpCalls calls = new HttpCalls(seeder.baseUrl())) {
                bringIn(new StaffClient(calls, sandbox()));
            }
            seeder.finish();
            lowerMaximum();
        } catch (EngineLost failed) {
            throw new CannotStart(failed.line(), failed);
        }
    }

    /** Lowers a wallet's maximum amount per order, so that the payouts of the highest purchases must be split. */
    private void lowerMaximum() throws IOException {
        try (Connection database = database();
                PreparedStatement statement =
                        database.prepareStatement("update payouts.wallet set maximum = ? where code = ?")) {
            statement.setBigDecimal(1, MAXIMUM);
            statement.setString(2, WITH_LOW_MAXIMUM);
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IOException("The wallet's maximum could not be lowered", failed);
        }
    }

    private void bringIn(StaffClient staff) {
        SEEDED.forEach(code -> partners.put(code, sandbox().partner(code)));
        var onboarded = staff.onboard(
                        new Onboarding(
                                "Warung Kecil",
                                SHORT_OF_MONEY,
                                "officer@warung.example",
                                "6281355599999",
                                "Officer of the warung",
                                "Jakarta"),
                        Logo.png())
                .orThrow();
        partners.put(
                SHORT_OF_MONEY,
                new Credentials(
                        SHORT_OF_MONEY,
                        onboarded.data().path("api_key").asString(),
                        onboarded.data().path("api_secret").asString()));
    }

    private Path sandboxFile() {
        return folder.resolve("sandbox.json");
    }

    SandboxFile sandbox() {
        return SandboxFile.read(sandboxFile());
    }

    Fleet fleet() {
        return Objects.requireNonNull(fleet, "not started");
    }

    OutsideWorld parts() {
        return parts;
    }

    CrashPoints points() {
        return points;
    }

    HttpCalls providers() {
        return Objects.requireNonNull(providers, "not started");
    }

    MessageDoubler doubler() {
        return new MessageDoubler(
                new HttpCalls(parts.engineProperties().getOrDefault("spring.cloud.aws.sqs.endpoint", "")),
                Queues.EMAILS);
    }

    Map<String, Credentials> partners() {
        return partners;
    }

    Path folder() {
        return folder;
    }

    Connection database() throws SQLException {
        return DriverManager.getConnection(parts.jdbcUrl());
    }

    /**
     * Reads all records, although they change meanwhile: first the callers' records, then the providers' books, then
     * one snapshot of the engine's records. So the snapshot must contain all results of the callers' records and the
     * providers' books.
     */
    Evidence evidence(Diary diary, Connection database) throws SQLException {
        List<Call> calls = diary.calls();
        List<TopUpCall> topUps = diary.topUps();
        List<RefundCall> refunds = diary.refunds();
        List<ProviderBook.Entry> book = new ProviderBook(providers()).all(entry -> true);
        EngineRows rows = new EngineReader(database).read();
        return new Evidence(
                calls, topUps, refunds, rows, book, Map.copyOf(mails), new TrialBalance(List.of(), BigDecimal.ZERO));
    }

    /** The trial balance from the engine's API. */
    TrialBalance trialBalance() {
        try (HttpCalls calls = new HttpCalls(fleet().apis().getFirst().baseUrl())) {
            return new StaffClient(calls, sandbox()).trialBalance();
        }
    }

    /** Copies the engine's logs to a folder that remains after the run. */
    Path keepLogs(String name) throws IOException {
        Path kept = setting.home().resolve(name);
        OwnerOnly.folder(kept);
        try (Stream<Path> logs = Files.list(folder.resolve("logs"))) {
            for (Path log : logs.toList()) {
                Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return kept;
    }

    /** Stops the engine first, then the other systems. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (fleet != null) {
            fleet.close();
            fleet = null;
        }
        if (providers != null) {
            providers.close();
            providers = null;
        }
        parts.close();
    }
}
