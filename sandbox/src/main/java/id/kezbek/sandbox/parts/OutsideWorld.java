package id.kezbek.sandbox.parts;

import id.kezbek.sandbox.providers.ProviderSandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All external systems of the engine, in one folder. {@link #prepare} creates the parts, {@link #open} starts them
 * concurrently, {@link #close} stops them. Stop the engine first.
 */
public final class OutsideWorld implements AutoCloseable {

    /** Receives the name of each part that is ready, from the part's own thread. */
    @FunctionalInterface
    public interface Progress {
        void ready(String part, long millis);
    }

    static final String POSTGRES_FOLDER = "postgres";
    /** On a laptop, there is no load balancer, so the engine stops without a drain. */
    private static final Map<String, String> NO_DRAIN = Map.of("cezbek.drain", "0s");

    /**
     * No rate limits: all callers on a laptop share one IP address, and the benchmark sends requests as fast as the
     * engine responds.
     */
    private static final Map<String, String> NO_LIMITS = Map.of(
            "cezbek.limits.partner-calls-per-second", "100000",
            "cezbek.limits.address-calls-per-second", "1000000",
            "cezbek.limits.sign-ins-per-minute", "1000000");

    /** A receiver of webhooks on a laptop has no public address. */
    private static final Map<String, String> LOCAL_WEBHOOKS = Map.of("cezbek.webhooks.allows-internal", "true");

    static final String REDIS_FOLDER = "redis";

    private static final Logger LOG = LoggerFactory.getLogger(OutsideWorld.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(4);

    private final Path folder;
    private final Postgres postgres;
    private final Redis redis;
    private final Mail mail;
    private final Providers providers;
    private final List<Part> parts;
    private final boolean keptAtTheEnd;
    private @Nullable FolderLock lock;

    private OutsideWorld(Path folder, boolean keptAtTheEnd) {
        this.folder = folder;
        this.keptAtTheEnd = keptAtTheEnd;
        this.postgres = new Postgres(folder.resolve(POSTGRES_FOLDER));
        this.redis = new Redis(folder.resolve(REDIS_FOLDER));
        this.mail = new Mail();
        // The provider sandbox adds its own subfolder.
        this.providers = new Providers(folder);
        this.parts = List.of(postgres, redis, new Queues(), new ObjectStore(folder.resolve("files")), mail, providers);
    }

    /** Starts the parts in a folder that stays after the stop. Returns when all parts are ready. */
    public static OutsideWorld start(Path dataFolder) {
        OutsideWorld world = prepare(dataFolder);
        world.open((part, millis) -> LOG.info("{} ready in {} ms", part, millis));
        return world;
    }

    /** Starts the parts in a new folder that is deleted afterwards, for tests. */
    public static OutsideWorld ephemeral() {
        OutsideWorld world = prepareEphemeral();
        world.open((part, millis) -> LOG.info("{} ready in {} ms", part, millis));
        return world;
    }

    /** Creates the parts and chooses their ports, but starts no part. */
    public static OutsideWorld prepare(Path dataFolder) {
        return new OutsideWorld(dataFolder.toAbsolutePath(), true);
    }

    /** Like {@link #prepare}, but in a new folder that {@link #close} deletes. */
    public static OutsideWorld prepareEphemeral() {
        return new OutsideWorld(ThrowawayFolders.create(), false);
    }

    /**
     * Starts the parts concurrently and returns when all are ready.
     *
     * @throws CannotStart if a part cannot start; the other parts are stopped again
     */
    public void open(Progress progress) {
        try {
            takeFolder();
        } catch (CannotStart refusal) {
            close();
            throw refusal;
        }
        try (ExecutorService threads = threads("start")) {
            CompletableFuture.allOf(parts.stream()
                            .map(part -> CompletableFuture.runAsync(() -> start(part, progress), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            close();
            if (e.getCause() instanceof CannotStart refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    private void takeFolder() {
        try {
            lock = FolderLock.take(folder, "pid " + ProcessHandle.current().pid())
                    .orElseThrow(() -> new CannotStart("the data folder " + folder + " is in use by "
                            + FolderLock.holder(folder) + "; stop that process, or choose another folder"));
        } catch (IOException e) {
            throw new CannotStart("cannot write to the data folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void start(Part part, Progress progress) {
        long began = System.nanoTime();
        try {
            part.start();
        } catch (CannotStart e) {
            throw e;
        } catch (Exception | LinkageError e) {
            LOG.error("{} did not start", part.name(), e);
            throw new CannotStart(part.name() + " did not start: " + firstLine(e), e);
        }
        progress.ready(part.name(), Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }

    /** The names of the parts, in the order in which progress reports them. */
    public List<String> partNames() {
        return parts.stream().map(Part::name).toList();
    }

    /**
     * The Spring properties with which the engine finds the parts. Another thread may call this method while {@link
     * #open} runs. This method then waits only for parts that choose their ports during their start, so the engine can
     * start at the same time.
     */
    public Map<String, String> engineProperties() {
        Map<String, String> properties = new LinkedHashMap<>(NO_LIMITS);
        properties.putAll(NO_DRAIN);
        properties.putAll(LOCAL_WEBHOOKS);
        parts.forEach(part -> properties.putAll(part.engineProperties()));
        return properties;
    }

    /** The JDBC URL of the database for its owner, with credentials. */
    public String jdbcUrl() {
        return postgres.ownerUrl();
    }

    /** The database server, for tests that disturb it. */
    public Postgres postgres() {
        return postgres;
    }

    /** The Redis server, for tests that disturb it. */
    public Redis redis() {
        return redis;
    }

    /**
     * Registers a listener that gets the recipient of each further e-mail. The mail sink itself stores only the newest
     * e-mails.
     */
    public void onMail(BiConsumer<String, String> mails) {
        mail.onMail(mails);
    }

    /** The address of the mail sink's HTTP view. */
    public URI mailUrl() {
        return mail.url();
    }

    /** The five providers, with their books and faults. */
    public ProviderSandbox providers() {
        return providers.sandbox();
    }

    /** Stops all running parts concurrently, within a time limit, and releases the folder. */
    @Override
    public void close() {
        try (ExecutorService threads = threads("stop")) {
            CompletableFuture.allOf(parts.stream()
                            .map(part -> CompletableFuture.runAsync(() -> stop(part), threads))
                            .toArray(CompletableFuture[]::new))
                    .orTimeout(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(_ -> {
                        LOG.warn("parts were still stopping after {}", STOP_MAX);
                        threads.shutdownNow();
                        return null;
                    })
                    .join();
        }
        if (!keptAtTheEnd) {
            ThrowawayFolders.remove(folder);
        }
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    private static void stop(Part part) {
        try {
            part.close();
        } catch (RuntimeException e) {
            LOG.warn("{} did not stop cleanly", part.name(), e);
        }
    }

    private static ExecutorService threads(String purpose) {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("sandbox-" + purpose + "-", 0).factory());
    }

    /** The folder of the data. */
    public Path folder() {
        return folder;
    }
}
