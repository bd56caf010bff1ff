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
 * Everything outside the engine, on one folder. {@link #prepare} lays the parts out, {@link #open} starts them side by side, {@link #close} stops them; stop the engine first.
 */
public final class OutsideWorld implements AutoCloseable {

    /** Told of each part as it gets ready, from the part's own thread. */
    @FunctionalInterface
    public interface Progress {
        void ready(String part, long millis);
    }

    static final String POSTGRES_FOLDER = "postgres";
    /** No balancer stands before a laptop's engine, and whoever stops it waits for its end. */
    private static final Map<String, String> NO_DRAIN = Map.of("cezbek.drain", "0s");

    /** All callers of a laptop share one address, and its benchmark has a partner call as fast as the engine answers. */
    private static final Map<String, String> NO_LIMITS = Map.of(
            "cezbek.limits.partner-calls-per-second", "100000",
            "cezbek.limits.address-calls-per-second", "1000000",
            "cezbek.limits.sign-ins-per-minute", "1000000");

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
        // The providers add a folder of their own name to the one they are given.
        this.providers = new Providers(folder);
        this.parts = List.of(postgres, redis, new Queues(), new ObjectStore(folder.resolve("files")), mail, providers);
    }

    /** Starts on a folder that keeps its data, and returns when every part answers. */
    public static OutsideWorld start(Path dataFolder) {
        OutsideWorld world = prepare(dataFolder);
        world.open((part, millis) -> LOG.info("{} ready in {} ms", part, millis));
        return world;
    }

    /** Starts on a fresh folder that is removed at the end: the start for tests. */
    public static OutsideWorld ephemeral() {
        OutsideWorld world = prepareEphemeral();
        world.open((part, millis) -> LOG.info("{} ready in {} ms", part, millis));
        return world;
    }

    /** Chooses ports and starts nothing yet. */
    public static OutsideWorld prepare(Path dataFolder) {
        return new OutsideWorld(dataFolder.toAbsolutePath(), true);
    }

    /** As {@link #prepare}, on a fresh folder that {@link #close} removes. */
    public static OutsideWorld prepareEphemeral() {
        return new OutsideWorld(ThrowawayFolders.create(), false);
    }

    /**
     * Starts the parts side by side and returns when all answer.
     *
     * @throws CannotStart when one of them cannot; the others are stopped again
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
                            + FolderLock.holder(folder) + "; stop that, or choose another folder"));
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

    /** The names of the parts, in the order they are told of. */
    public List<String> partNames() {
        return parts.stream().map(Part::name).toList();
    }

    /**
     * All that the engine must be told to find the parts, as Spring properties. May be asked from another thread while
     * {@link #open} runs, and then waits only for the parts that choose their ports late: the engine starts meanwhile.
     */
    public Map<String, String> engineProperties() {
        Map<String, String> properties = new LinkedHashMap<>(NO_LIMITS);
        properties.putAll(NO_DRAIN);
        parts.forEach(part -> properties.putAll(part.engineProperties()));
        return properties;
    }

    /** The database's address for its owner, credentials included, as JDBC takes it. */
    public String jdbcUrl() {
        return postgres.ownerUrl();
    }

    /** The database server itself, for who disturbs it. */
    public Postgres postgres() {
        return postgres;
    }

    /** The Redis server itself, for who disturbs it. */
    public Redis redis() {
        return redis;
    }

    /** Tells of each e-mail from now on, by its recipient: the sink itself keeps the newest only. */
    public void onMail(BiConsumer<String, String> mails) {
        mail.onMail(mails);
    }

    /** The mail sink's HTTP view. */
    public URI mailUrl() {
        return mail.url();
    }

    /** The five providers, with their book and faults. */
    public ProviderSandbox providers() {
        return providers.sandbox();
    }

    /** Stops what runs, side by side and within a bound, and frees the folder. */
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

    /** Where this world keeps its data. */
    public Path folder() {
        return folder;
    }
}
