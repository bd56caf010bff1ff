package id.kezbek.sandbox.run;

import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.parts.FolderLock;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.parts.OutsideWorld;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@code up} and {@code demo}. Starts the external systems and the engine at the same time, because the engine
 * waits for its database. Stops the engine first, because a running engine writes to the other systems.
 */
public final class Supervisor implements AutoCloseable {

    /**
     * @param story the demo; returns false if a statement is false
     *
     * @param out the output for people
     * @param err the output for errors
     * @param terminal whether lines of the output can be rewritten
     */
    public record Setting(
            Home home,
            EnginePort port,
            EngineProcess.Program engine,
            List<String> engineJvmFlags,
            Predicate<Installation> story,
            PrintStream out,
            PrintStream err,
            boolean terminal) {}

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final String ENGINE = "engine";
    private static final Duration ENGINE_READY_MAX = Duration.ofSeconds(120);
    /** Recording data for the cache makes a start slower, and the background process has a low priority. */
    private static final Duration RECORDING_READY_MAX = Duration.ofMinutes(10);

    /** This limit and the limit for stopping the parts together are ten seconds. */
    private static final Duration ENGINE_STOP_MAX = Duration.ofSeconds(6);

    /**
     * The memory limits of an engine on a laptop. Without these limits, the JVM plans for a quarter of the machine's
     * memory, and has larger internal tables. With a small heap, the serial collector has short pauses and needs the
     * least additional memory.
     */
    private static final List<String> MEMORY = List.of(
            "-Xms64m", "-Xmx192m", "-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=128m", "-XX:MaxDirectMemorySize=64m");

    /** An engine that records data for a start-up cache writes that data when it stops. */
    private static final Duration NOTES_MAX = Duration.ofMinutes(5);

    /**
     * The seller on invoices, with fictitious tax numbers. There is only one engine process, which books movements
     * within milliseconds. So an invoice can be issued one second after its cut-off time.
     */
    private static final Map<String, String> SELLER = Map.of(
            "cezbek.billing.invoices.seller-name", "PT Kezbek Indonesia",
            "cezbek.billing.invoices.seller-address", "Jl. Merdeka 1, Jakarta",
            "cezbek.billing.invoices.seller-npwp", "0999888777666555",
            "cezbek.billing.invoices.seller-idtku", "0999888777666555000000",
            "cezbek.billing.invoices.bank-account", "BCA 123-456-7890, PT Kezbek Indonesia",
            "cezbek.billing.invoices.settle-after", "1s");

    private static final Duration UNFINISHED_START_MAX = Duration.ofSeconds(3);

    private final Setting setting;
    private final Command command;
    private final Home home;
    /** Each start chooses a new port, as for the parts. */
    private final int managementPort = FreePort.choose();

    private volatile boolean stopping;
    /** This future completes when a stop begins, so that the stop does not wait for parts that are still starting. */
    private final CompletableFuture<Void> toldToStop = new CompletableFuture<>();

    private final StartUpCache cache;
    private @Nullable FolderLock lock;
    private @Nullable OutsideWorld world;
    private @Nullable CompletableFuture<Void> parts;
    private @Nullable EngineProcess engine;

    public Supervisor(Setting setting, Command command) {
        this.setting = setting;
        this.command = command;
        this.home = setting.home();
        this.cache = new StartUpCache(setting.engine(), setting.engineJvmFlags(), home.logs());
    }

    /**
     * Starts all parts and the engine, and runs the demo if requested. Returns when the engine has ended or {@link
     * #close} was called.
     *
     * @return the exit status
     * @throws CannotStart with one line to print
     */
    public int run() {
        try {
            return serve();
        } catch (RuntimeException unfinished) {
            if (stopping) {
                // If a stop was requested during the start, unfinished parts are not an error.
                LOG.info("stopped before all was started", unfinished);
                return 0;
            }
            throw unfinished;
        }
    }

    private int serve() {
        Installation installation;
        EngineProcess running;
        try (ProgressLine progress = prepare()) {
            running = start(progress);
            installation = installation();
            progress.close();
            tell(installation, progress.elapsed());
        } catch (IOException e) {
            throw new CannotStart("cannot start in " + home.folder() + ": " + e.getMessage(), e);
        }
        if (command.withStory()) {
            boolean told = setting.story().test(installation);
            if (command.endsAfterStory()) {
                if (StartUpCache.isRecording(setting.engineJvmFlags())) {
                    running.stop(NOTES_MAX);
                }
                return told ? 0 : 1;
            }
        }
        say("Serving; Ctrl-C stops.");
        cache.makeInBackground();
        running.onExit().join();
        return ended(running);
    }

    private ProgressLine prepare() throws IOException {
        Preflight preflight = new Preflight(home, setting.port(), Preflight.FreeSpace::ofDisk);
        preflight.requireFolder();
        takeHome();
        if (EngineProcess.stopOrphan(home.run())) {
            LOG.info("an engine of an earlier run was stopped");
        }
        preflight.require();
        closeToOthers();
        Files.writeString(home.version(), Home.LAYOUT_VERSION + "\n");
        world = command.ephemeral() ? OutsideWorld.prepareEphemeral() : OutsideWorld.prepare(home.data());
        List<String> waitedFor =
                Stream.concat(world.partNames().stream(), Stream.of(ENGINE)).toList();
        return new ProgressLine(setting.out(), setting.terminal(), waitedFor);
    }

    private void closeToOthers() throws IOException {
        OwnerOnly.folder(home.run());
        OwnerOnly.folder(home.logs());
        if (!command.ephemeral()) {
            OwnerOnly.folder(home.data());
        }
    }

    private void takeHome() throws IOException {
        String holder =
                "pid " + ProcessHandle.current().pid() + ", " + setting.port().baseUrl();
        lock = FolderLock.take(home.folder(), holder)
                .orElseThrow(
                        () -> new CannotStart(
                                "already running (" + FolderLock.holder(home.folder())
                                        + "); stop that process first, or choose another folder and port with CEZBEK_HOME and CEZBEK_PORT"));
    }

    private EngineProcess start(ProgressLine progress) throws IOException {
        OutsideWorld opening = Objects.requireNonNull(world);
        parts = CompletableFuture.runAsync(() -> opening.open(progress::ready), Supervisor::onThread);
        EngineProcess started = startEngine(opening, parts);
        await(parts);
        boolean isRecording = StartUpCache.isRecording(setting.engineJvmFlags());
        if (!started.awaitReady(isRecording ? RECORDING_READY_MAX : ENGINE_READY_MAX)) {
            throw new CannotStart("the engine did not start: " + started.lastError());
        }
        progress.ready(ENGINE, progress.elapsed().toMillis());
        cache.removeWhereRefused();
        return started;
    }

    private EngineProcess startEngine(OutsideWorld opening, CompletableFuture<Void> parts) throws IOException {
        Map<String, String> properties;
        try {
            properties = engineProperties(opening);
            opening.providers().callbacksTo(URI.create(setting.port().baseUrl()));
        } catch (CannotStart consequence) {
            // The cause may be a part that failed to start and therefore has no properties. In this case, the part's
            // own error is reported.
            await(parts);
            throw consequence;
        }
        EngineProcess started = EngineProcess.start(
                setting.engine(),
                properties,
                flags(setting.engineJvmFlags(), cache),
                new EngineProcess.Place(home.run(), home.engineLog()));
        takeOver(started);
        return started;
    }

    /**
     * The JVM flags that {@code up} and {@code demo} use for the engine, including a start-up cache if it exists.
     *
     * @param own the caller's flags, which have precedence
     * @param logs the folder for the JVM's messages about the cache
     */
    public static List<String> engineFlags(EngineProcess.Program engine, List<String> own, Path logs) {
        try {
            return flags(own, new StartUpCache(engine, own, logs));
        } catch (IOException unreadable) {
            throw new CannotStart("the logs in " + logs + " cannot be written: " + unreadable.getMessage(), unreadable);
        }
    }

    private static List<String> flags(List<String> own, StartUpCache cache) throws IOException {
        List<String> flags = new ArrayList<>(MEMORY);
        flags.addAll(own);
        flags.addAll(cache.engineFlags());
        return flags;
    }

    /** If the engine has started during a stop, stops it. Otherwise it would still run after the stop. */
    private synchronized void takeOver(EngineProcess started) {
        if (stopping) {
            started.stop(ENGINE_STOP_MAX);
            throw new CannotStart("stopped while the engine started");
        }
        engine = started;
    }

    private void await(CompletableFuture<Void> parts) {
        try {
            CompletableFuture.anyOf(parts, toldToStop).join();
            if (stopping) {
                throw new CannotStart("stopped while the parts started");
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof CannotStart refusal ? refusal : e;
        }
    }

    private static void onThread(Runnable work) {
        Thread.ofPlatform().daemon().name("outside-world").start(work);
    }

    private Map<String, String> engineProperties(OutsideWorld world) throws IOException {
        Map<String, String> properties = new LinkedHashMap<>(world.engineProperties());
        properties.put("server.port", Integer.toString(setting.port().number()));
        properties.put("server.address", "127.0.0.1");
        properties.put("management.server.port", Integer.toString(managementPort));
        properties.put("cezbek.seed", "sandbox");
        properties.put("cezbek.sandbox-file", home.sandboxFile().toString());
        // The data may be from an earlier version.
        properties.put("cezbek.people.sign-rows-of-before", "true");
        properties.put("cezbek.sandbox.explains-signatures", "true");
        properties.put("cezbek.try-it.sandbox-file", home.sandboxFile().toString());
        properties.putAll(SELLER);
        properties.put("cezbek.security.master-key", MasterKey.of(home.masterKey()));
        return properties;
    }

    private Installation installation() {
        OutsideWorld opened = Objects.requireNonNull(world);
        return new Installation(
                setting.port().baseUrl(),
                home.folder(),
                opened.mailUrl().toString(),
                opened.providers().url().toString(),
                home.sandboxFile(),
                home.engineLog());
    }

    private void tell(Installation installation, Duration took) {
        say("""
                Cezbek is ready in %s.
                  engine     %s
                  console    %s/console
                             staff operations@kezbek.id (also finance@, admin@, auditor@), officer partner@lajada.id;
                             the code arrives at %s/
                  try it     %s/api/swagger/index.html
                  monitoring %s/api/metrics
                  figures    http://127.0.0.1:%d/actuator/prometheus
                  log-ins    %s
                  mail       %s/messages
                  providers  %s/sandbox/book
                  log        %s
                """.formatted(
                ProgressLine.seconds(took),
                installation.baseUrl(),
                installation.baseUrl(),
                installation.mailUrl(),
                installation.baseUrl(),
                installation.baseUrl(),
                managementPort,
                installation.sandboxFile(),
                installation.mailUrl(),
                installation.providersUrl(),
                installation.engineLog()).stripTrailing());
    }

    private int ended(EngineProcess engine) {
        if (stopping) {
            return 0;
        }
        setting.err().println("cezbek: the engine ended by itself: " + engine.lastError());
        return 1;
    }

    private void say(String text) {
        setting.out().println(text);
    }

    /** Stops the engine, then the external systems. A second call waits until the first call has finished. */
    @Override
    public synchronized void close() {
        stopping = true;
        toldToStop.complete(null);
        long began = System.nanoTime();
        cache.breakOff();
        if (engine != null) {
            engine.stop(ENGINE_STOP_MAX);
            engine = null;
        }
        if (world != null) {
            awaitUnfinishedStart();
            world.close();
            world = null;
            forgetLogIns();
        }
        cache.close();
        if (lock != null) {
            lock.close();
            lock = null;
            LOG.info("stopped in {}", ProgressLine.seconds(Duration.ofNanos(System.nanoTime() - began)));
        }
    }

    /**
     * Deletes the log-ins of an installation that no longer exists. If the installation's data is not deleted, the
     * log-ins stay too, because the next start uses the same credentials.
     */
    private void forgetLogIns() {
        if (!command.ephemeral() || Files.exists(home.data())) {
            return;
        }
        try {
            Files.deleteIfExists(home.sandboxFile());
        } catch (IOException e) {
            LOG.warn("{} could not be deleted: {}", home.sandboxFile(), e.getMessage());
        }
    }

    /**
     * Waits for parts that are still starting. Otherwise a part could start after the stop and would then not be
     * stopped.
     */
    private void awaitUnfinishedStart() {
        if (parts != null) {
            parts.handle((_, _) -> null)
                    .completeOnTimeout(null, UNFINISHED_START_MAX.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
    }
}
