package id.kezbek.trials.bench;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Onboarding;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.client.StaffClient;
import id.kezbek.sandbox.demo.visits.Logo;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.parts.OutsideWorld;
import id.kezbek.sandbox.run.EngineProcess;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A new environment for one measurement: the external systems, the engine with the role {@code api}, and its
 * partners.
 */
final class BenchWorld implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final BigDecimal TOP_UP = new BigDecimal("1000000000000.00");
    private static final int MASTER_KEY_BYTES = 32;

    private final OutsideWorld parts = OutsideWorld.prepareEphemeral();
    private final int port = FreePort.choose();
    private final Path sandboxFile = parts.folder().resolve("sandbox.json");
    private @Nullable EngineProcess engine;

    /**
     * @param log receives the engine's output
     */
    static BenchWorld start(EngineProcess.Program program, List<String> jvmFlags, Path log) throws IOException {
        return start(program, jvmFlags, log, Map.of("cezbek.roles", "api"));
    }

    /** Like the method above, but with further settings for the engine. */
    static BenchWorld start(
            EngineProcess.Program program, List<String> jvmFlags, Path log, Map<String, String> engineProperties)
            throws IOException {
        BenchWorld world = new BenchWorld();
        Runtime.getRuntime().addShutdownHook(new Thread(world::close, "stop"));
        world.parts.open((part, millis) -> {});
        EngineProcess engine = EngineProcess.start(
                program,
                world.properties(engineProperties),
                jvmFlags,
                new EngineProcess.Place(world.parts.folder().resolve("run"), log));
        world.engine = engine;
        if (!engine.awaitReady(READY_WITHIN)) {
            throw new CannotStart("the engine did not start: " + engine.lastError());
        }
        return world;
    }

    private Map<String, String> properties(Map<String, String> engineProperties) {
        byte[] key = new byte[MASTER_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Map<String, String> properties = new LinkedHashMap<>(parts.engineProperties());
        properties.put("server.port", Integer.toString(port));
        properties.put("server.address", "127.0.0.1");
        properties.putAll(engineProperties);
        properties.put("cezbek.seed", "sandbox");
        properties.put("cezbek.sandbox-file", sandboxFile.toString());
        properties.put("cezbek.security.master-key", Base64.getEncoder().encodeToString(key));
        return properties;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + port;
    }

    String mailUrl() {
        return parts.mailUrl().toString();
    }

    String jdbcUrl() {
        return parts.jdbcUrl();
    }

    long enginePid() {
        if (engine == null) {
            throw new IllegalStateException("The engine is not running");
        }
        return engine.pid();
    }

    /** The log-ins of this environment. */
    SandboxFile sandboxFile() {
        return SandboxFile.read(sandboxFile);
    }

    /** The credentials of a seeded partner. */
    Credentials seeded(String code) {
        return SandboxFile.read(sandboxFile).partner(code);
    }

    /** Onboards partners and books a top-up for each partner, over the API. */
    List<Credentials> onboard(String codeStart, int count) {
        List<Credentials> partners = new ArrayList<>();
        try (HttpCalls calls = new HttpCalls(baseUrl())) {
            StaffClient staff = new StaffClient(calls, SandboxFile.read(sandboxFile));
            for (int i = 1; i <= count; i++) {
                partners.add(onboard(staff, codeStart + i));
            }
        }
        return partners;
    }

    private static Credentials onboard(StaffClient staff, String code) {
        Onboarding partner = new Onboarding(
                "Bench " + code,
                code,
                "officer@" + code.toLowerCase(Locale.ROOT) + ".example",
                String.format(Locale.ROOT, "6285%010d", Integer.toUnsignedLong(code.hashCode())),
                "Officer of " + code,
                "Jakarta");
        Answer answer = staff.onboard(partner, Logo.png()).orThrow();
        staff.topUp(code, TOP_UP, "BANK-" + code).orThrow();
        return new Credentials(
                code,
                answer.data().path("api_key").asString(),
                answer.data().path("api_secret").asString());
    }

    /** Stops the engine first, then the external systems. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (engine != null) {
            engine.stop(STOP_WITHIN);
            engine = null;
        }
        parts.close();
    }
}
