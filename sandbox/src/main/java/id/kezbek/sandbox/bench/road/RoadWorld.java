package id.kezbek.sandbox.bench.road;

import id.kezbek.sandbox.bench.Case;
import id.kezbek.sandbox.bench.LoadProcess;
import id.kezbek.sandbox.bench.road.doubles.DoublesProcess;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.parts.OutsideWorld;
import id.kezbek.sandbox.run.EngineProcess;
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
 * A fresh world for one measurement of the road. One PostgreSQL with two databases: in the one an engine with the role
 * {@code api} alone accepts, and the floor is written; in its copy the road is driven. So neither leaves the other
 * anything to do, and one of the two is always frozen.
 */
public final class RoadWorld implements AutoCloseable {

    /** Whose customers buy: three prepaid partners and one without a limit. */
    static final List<String> PARTNERS = List.of("LAJADA", "TOKMED", "BLAPAK", "BENCH");

    private static final String ROAD = "cezbek_road";
    private static final int MASTER_KEY_BYTES = 32;

    /**
     * How the engines run.
     *
     * @param logs the folder for what they say
     * @param apart whether the road's api and job are two processes
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
     * Opens everything outside the engines and makes the databases: an engine migrates and fills the first, which is
     * then copied. No engine runs afterwards.
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
        // A few customers buy all the time here; each of their purchases is told of, as on an everyday road.
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
     * Starts the road's engine, or its two, and a load generator for it.
     *
     * @return how long it took until the first purchase was accepted, in milliseconds
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

    /** Starts the engine that only accepts, and a load generator for it. */
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

    /** The engine that accepts and, unless it has one beside it, pays and mails too. */
    public RoadEngine api() {
        return road.getFirst();
    }

    /** The engine that pays and mails, where that is another. */
    public Optional<RoadEngine> job() {
        return road.size() > 1 ? Optional.of(road.getLast()) : Optional.empty();
    }

    /** The others have the machine to themselves then. */
    void freezeRoad() {
        road.forEach(RoadEngine::freeze);
    }

    void thawRoad() {
        road.forEach(RoadEngine::thaw);
    }

    /** All that drive the road. */
    List<RoadEngine> road() {
        return List.copyOf(road);
    }

    public DoublesProcess doubles() {
        return doubles;
    }

    /** Goes with it. */
    Path folder() {
        return parts.folder();
    }

    /** Of the database in which is only accepted. */
    String aloneUrl() {
        return parts.jdbcUrl();
    }

    String roadUrl() {
        return parts.postgres().ownerUrl(ROAD);
    }

    /** The engines first, then what they stand on. Called again it does nothing. */
    @Override
    public synchronized void close() {
        road.forEach(RoadEngine::close);
        alone.close();
        loads.forEach(LoadProcess::close);
        doubles.close();
        parts.close();
    }
}
