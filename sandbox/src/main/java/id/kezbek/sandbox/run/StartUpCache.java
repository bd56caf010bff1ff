package id.kezbek.sandbox.run;

import id.kezbek.sandbox.parts.FolderLock;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.parts.ProcessFamily;
import id.kezbek.sandbox.parts.ThrowawayFolders;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's start-up caches (AOT, JDK 25), which halve the processor time of a start: one for the engine, one for this
 * program. The caches are stored next to the jars, so a new build removes them. If a cache is missing, {@link
 * #makeInBackground} runs a separate demo at the lowest priority while the first run continues. A JVM rejects a cache
 * of another program; such a cache is removed and created again.
 */
public final class StartUpCache implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StartUpCache.class);
    private static final String ENDING = ".aot";
    private static final String RECORDING = "-XX:AOTMode=record";
    private static final String SILENT = "-Xlog:aot*=off";
    private static final Duration CREATE_MAX = Duration.ofMinutes(5);
    private static final Duration BREAK_OFF_MAX = Duration.ofSeconds(5);
    private static final Duration DEMO_MAX = Duration.ofMinutes(15);
    /** The wait before caches are created, so that the first use of a new installation is not slowed down. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final @Nullable Path engineJar;
    private final @Nullable Path ownJar;
    private final List<String> engineJvmFlags;
    private final Path log;
    private volatile boolean closed;
    private volatile @Nullable Process process;
    private @Nullable Thread thread;

    /**
     * @param engineJvmFlags the caller's flags; if they configure such a cache, this class does nothing
     *
     * @param logs the folder for the JVM's messages about the cache
     */
    StartUpCache(EngineProcess.Program program, List<String> engineJvmFlags, Path logs) {
        boolean usable = engineJvmFlags.stream().noneMatch(flag -> flag.startsWith("-XX:AOT"))
                && !"off".equals(System.getenv("CEZBEK_START_UP_CACHE"));
        // The JVM can cache only classes from jars, not from folders.
        this.engineJar = usable && program instanceof EngineProcess.Program.Jar(Path jar) ? jar : null;
        this.ownJar = usable ? ownJar().orElse(null) : null;
        this.engineJvmFlags = engineJvmFlags;
        this.log = logs.resolve("start-up-cache.log");
    }

    /** Whether an engine with these flags records data for a cache. Such an engine writes the cache when it stops. */
    static boolean isRecording(List<String> engineJvmFlags) {
        return engineJvmFlags.contains(RECORDING);
    }

    /**
     * The flags for the engine's JVM: the cache, if there is one, and a separate file for the JVM's messages about the
     * cache.
     */
    List<String> engineFlags() throws IOException {
        Files.deleteIfExists(log);
        return engineJar == null || !Files.exists(cache(engineJar))
                ? List.of()
                : List.of("-XX:AOTCache=" + cache(engineJar), SILENT, "-Xlog:aot=warning:file=" + log);
    }

    /** Removes and logs a cache that the engine's JVM rejected. */
    void removeWhereRefused() {
        try {
            if (engineJar == null || !Files.exists(log) || Files.size(log) == 0) {
                return;
            }
            try (Stream<String> lines = Files.lines(log)) {
                List<String> complaints = lines.toList();
                LOG.warn(
                        "start-up cache rejected by the JVM and removed, {} lines, the first: {}",
                        complaints.size(),
                        complaints.getFirst());
            }
            Files.deleteIfExists(cache(engineJar));
        } catch (IOException e) {
            LOG.warn("start-up cache could not be checked: {}", e.getMessage());
        }
    }

    /** Creates missing caches at the lowest priority. {@link #close} cancels the creation. */
    synchronized void makeInBackground() {
        if (engineJar == null || ownJar == null || closed || !isAnyMissing(engineJar, ownJar)) {
            return;
        }
        thread = Thread.ofPlatform().daemon().name("start-up-cache").start(() -> {
            try {
                Thread.sleep(PATIENCE);
                make(engineJar, ownJar);
            } catch (IOException e) {
                LOG.warn("start-up cache was not created: {}", e.getMessage());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** A build of one jar removes only that jar's cache. */
    static boolean isAnyMissing(Path... jars) {
        return Stream.of(jars).map(StartUpCache::cache).anyMatch(cache -> !Files.exists(cache));
    }

    private void make(Path engine, Path own) throws IOException, InterruptedException {
        Path folder = ThrowawayFolders.create();
        try (FolderLock held = FolderLock.take(folder, "start-up cache").orElseThrow()) {
            Path notes = folder.resolve("notes");
            Path ownCache = folder.resolve("own" + ENDING);
            List<String> demo = new ArrayList<>(List.of(java()));
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(flag -> !flag.startsWith("-XX:AOT"))
                    .forEach(demo::add);
            demo.addAll(List.of("-XX:AOTCacheOutput=" + ownCache, SILENT, "-jar", own.toString()));
            demo.addAll(List.of("demo", "--ephemeral", "--exit"));
            List<String> recorded = new ArrayList<>(engineJvmFlags);
            recorded.addAll(List.of(RECORDING, "-XX:AOTConfiguration=" + notes, SILENT));
            Map<String, String> environment = Map.of(
                    "CEZBEK_HOME", folder.resolve("home").toString(),
                    "CEZBEK_PORT", Integer.toString(FreePort.choose()),
                    "CEZBEK_ENGINE_OPTS", String.join(" ", recorded));
            if (!run(demo, environment, DEMO_MAX)) {
                LOG.warn("start-up cache was not created: the demo did not finish");
                return;
            }
            Path engineCache = folder.resolve("engine" + ENDING);
            List<String> create = new ArrayList<>(List.of(java()));
            create.addAll(EngineProcess.JVM_FLAGS);
            create.addAll(engineJvmFlags);
            create.addAll(List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + notes));
            create.addAll(List.of("-XX:AOTCache=" + engineCache, SILENT, "-jar", engine.toString()));
            if (run(create, Map.of(), CREATE_MAX) && !closed) {
                put(engineCache, cache(engine));
                put(ownCache, cache(own));
                LOG.info("start-up caches created, {} MB", Files.size(cache(engine)) >> 20);
            }
        } finally {
            ThrowawayFolders.remove(folder);
        }
    }

    /** Replaces the file atomically, because another start may read it at the same time. */
    private static void put(Path made, Path cache) throws IOException {
        Path beside = cache.resolveSibling(cache.getFileName() + ".new");
        Files.copy(made, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, cache, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean run(List<String> command, Map<String, String> environment, Duration longest)
            throws IOException, InterruptedException {
        List<String> gently = new ArrayList<>(List.of("nice", "-n", "19"));
        gently.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(gently).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process started;
        synchronized (this) {
            if (closed) {
                return false;
            }
            started = builder.start();
            process = started;
        }
        if (!started.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            ProcessFamily.of(started.pid()).ifPresent(ProcessFamily::kill);
        }
        return started.waitFor() == 0;
    }

    private static Path cache(Path jar) {
        String name = jar.getFileName().toString();
        return jar.resolveSibling(name.substring(0, name.length() - ".jar".length()) + ENDING);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Optional<Path> ownJar() {
        try {
            Path own = Path.of(StartUpCache.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(own) && own.toString().endsWith(".jar") ? Optional.of(own) : Optional.empty();
        } catch (URISyntaxException unusual) {
            return Optional.empty();
        }
    }

    /** Cancels the creation of caches and returns at once. {@link #close} waits until the creation has stopped. */
    synchronized void breakOff() {
        closed = true;
        if (process != null) {
            // The demo stops its servers when it gets the signal.
            process.destroy();
        }
    }

    @Override
    public void close() {
        breakOff();
        Process running = process;
        try {
            if (running != null && !running.waitFor(BREAK_OFF_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                ProcessFamily.of(running.pid()).ifPresent(ProcessFamily::kill);
            }
            if (thread != null) {
                thread.interrupt();
                thread.join(BREAK_OFF_MAX);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
