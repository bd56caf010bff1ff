package id.kezbek.trials.bench.road;

import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.parts.OutsideWorld;
import id.kezbek.sandbox.run.EngineProcess;
import id.kezbek.trials.bench.Case;
import id.kezbek.trials.bench.LoadProcess;
import id.kezbek.trials.bench.road.doubles.DoublesProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A new environment for one measurement. One PostgreSQL server has two databases. In the first database, an engine with
 * the role {@code api} only accepts purchases, and the floor writes its rows. The second database is a copy of the
 * first and is used for the whole processing. So the engines of one database create no work for the engines of the
 * other database. At any time, the engines of one database are frozen.
 */
public final class RoadWorld implements AutoCloseable {

    /** The partners of the customers: three prepaid partners and one without a limit. */
    static final List<String> PARTNERS = List.of("LAJADA", "TOKMED", "BLAPAK", "BENCH");

    private static final String ROAD = "cezbek_road";
    private static final int MASTER_KEY_BYTES = 32;

    /**
     * The settings of the engines.
     *
     * @param logs the folder for the engines' logs
     * @param apart whether api and job are separate processes
     * @param withMail whether e-mails are sent
     */
    record Setting(EngineProcess.Program program, List<String> jvmFlags, Path logs, boolean apart, boolean withMail) {}

    private final Setting setting;
    private final OutsideWorld parts = OutsideWorld.prepareEphemeral();
    private final String masterKey = masterKey();
    private final Path sandboxFile = parts.folder().resolve("sandbox.json");
    private final DoublesProcess doubles;
    private final RoadEngine alone;
    private final List<RoadEngine> road = new ArrayList<>();
    private final List<LoadProcess> loads = new ArrayList<>();

    private RoadWorld(Setting setting) throws IOException {
        this.setting = setting;
        this.doubles = DoublesProcess.start(log("doubles"));
        parts.open((part, millis) -> {});
        this.alone = engine("alone", "api", parts.postgres().engineProperties());
    }

    /**
     * Starts all systems outside the engines and creates the databases: an engine migrates and fills the first
     * database, which is then copied. No engine runs afterwards.
     */
    static RoadWorld open(Setting setting) throws IOException, SQLException {
        RoadWorld world = new RoadWorld(setting);
        Runtime.getRuntime().addShutdownHook(new Thread(world::close, "stop"));
        world.alone.start();
        world.alone.close();
        world.parts.postgres().copyTo(ROAD);
        return world;
    }

    private static String masterKey() {
        byte[] key = new byte[MASTER_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private Path log(String name) {
        return setting.logs().resolve("bench-road-" + name + ".log");
    }

    private RoadEngine engine(String name, String roles, Map<String, String> more) {
        Map<String, String> properties = new LinkedHashMap<>(parts.engineProperties());
        properties.putAll(doubles.engineProperties());
        properties.put("cezbek.roles", roles);
        properties.put("cezbek.seed", "sandbox");
        // Disables the daily limit, because a few customers buy very often here, and each purchase must create an
        // e-mail.
        properties.put("cezbek.notifications.max-per-address-and-day", "0");
        properties.put("cezbek.sandbox-file", sandboxFile.toString());
        properties.put("cezbek.security.master-key", masterKey);
        properties.putAll(more);
        return new RoadEngine(
                setting.program(),
                setting.jvmFlags(),
                properties,
                parts.folder().resolve("run-" + name),
                log(name));
    }

    /**
     * Starts the engine or the two engines for the whole processing, and a load generator.
     *
     * @return the time until the first purchase was accepted, in milliseconds
     */
    long startRoad() throws IOException {
        Map<String, String> own = new LinkedHashMap<>(parts.postgres().engineProperties(ROAD));
        if (!setting.withMail()) {
            own.put("cezbek.notifications.interval", "PT24H");
        }
        if (setting.apart()) {
            RoadEngine job = engine("job", "job", own);
            road.add(job);
            job.start();
        }
        RoadEngine api = engine("road", setting.apart() ? "api" : "api,job,analytics", own);
        road.addFirst(api);
        LoadProcess load = load(api, "load");
        long began = System.nanoTime();
        api.start();
        load.pace(1, 1, new Case("first", 1, PARTNERS));
        return (System.nanoTime() - began) / 1_000_000;
    }

    /** Starts the engine that only accepts, and a load generator for this engine. */
    void startAlone() throws IOException {
        alone.start();
        load(alone, "load-alone");
    }

    private LoadProcess load(RoadEngine engine, String name) throws IOException {
        LoadProcess load = LoadProcess.start(engine.baseUrl(), log(name));
        SandboxFile logIns = SandboxFile.read(sandboxFile);
        PARTNERS.forEach(code -> load.introduce(logIns.partner(code)));
        loads.add(load);
        return load;
    }

    public LoadProcess roadLoad() {
        return loads.getFirst();
    }

    LoadProcess aloneLoad() {
        return loads.getLast();
    }

    RoadEngine alone() {
        return alone;
    }

    /** The engine that accepts purchases. Without a separate job process, it also pays and sends e-mails. */
    public RoadEngine api() {
        return road.getFirst();
    }

    /** The separate engine that pays and sends e-mails, if there is one. */
    public Optional<RoadEngine> job() {
        return road.size() > 1 ? Optional.of(road.getLast()) : Optional.empty();
    }

    /** Freezes these engines, so that the other engines can use the whole machine. */
    void freezeRoad() {
        road.forEach(RoadEngine::freeze);
    }

    void thawRoad() {
        road.forEach(RoadEngine::thaw);
    }

    /** All engines of the whole processing. */
    List<RoadEngine> road() {
        return List.copyOf(road);
    }

    public DoublesProcess doubles() {
        return doubles;
    }

    /** The folder of this environment, which is deleted at the end. */
    Path folder() {
        return parts.folder();
    }

    /** The JDBC URL of the database of the engine that only accepts. */
    String aloneUrl() {
        return parts.jdbcUrl();
    }

    String roadUrl() {
        return parts.postgres().ownerUrl(ROAD);
    }

    /** Stops the engines first, then the other systems. A second call does nothing. */
    @Override
    public synchronized void close() {
        road.forEach(RoadEngine::close);
        alone.close();
        loads.forEach(LoadProcess::close);
        doubles.close();
        parts.close();
    }
}
