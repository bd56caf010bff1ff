package id.kezbek.sandbox.run;

import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.parts.Orphan;
import id.kezbek.sandbox.parts.OwnSession;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The engine as a separate process. The engine reads its settings from a properties file that only the file's owner can
 * read. Settings on a command line would be visible to every user of the machine.
 */
public final class EngineProcess implements AutoCloseable {

    /** The program to run. */
    public sealed interface Program {

        /** An executable jar. */
        record Jar(Path jar) implements Program {}

        /** A class path with a main class, for tests. */
        record ClassPath(String classPath, String mainClass) implements Program {}
    }

    /**
     * @param folder the folder for the properties file and the pid file
     *
     * @param log receives all output; the log of the previous run stays in a second file next to it
     */
    public record Place(Path folder, Path log) {}

    /**
     * The flags that the engine's libraries need, and short object headers. The engine must run with the same object
     * headers as its start-up cache.
     */
    public static final List<String> JVM_FLAGS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseCompactObjectHeaders");

    /**
     * Limits the memory that the C library reserves for each thread. The compiler's threads would reserve much memory.
     */
    private static final String ARENAS = "MALLOC_ARENA_MAX";

    private static final String ARENAS_MAX = "2";

    static final String PROPERTIES_FILE = "engine.properties";
    private static final String PID_FILE = "engine.pid";

    /** The prefix of the line with which the engine explains a failed start. */
    private static final String ERROR_PREFIX = "cezbek: ";

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration KILL_MAX = Duration.ofSeconds(5);

    private final Process process;
    private final Place place;
    private final URI readiness;

    private EngineProcess(Process process, Place place, URI readiness) {
        this.process = process;
        this.place = place;
        this.readiness = readiness;
    }

    /**
     * Starts the engine and returns at once.
     *
     * @param properties Spring properties; must contain {@code server.port}
     * @param jvmFlags flags for the engine's JVM
     */
    public static EngineProcess start(
            Program program, Map<String, String> properties, List<String> jvmFlags, Place place) throws IOException {
        stopOrphan(place.folder());
        Path file = place.folder().resolve(PROPERTIES_FILE).toAbsolutePath();
        PrivateFile.write(file, text(properties));
        keepPreviousLog(place.log());
        ProcessBuilder builder = new ProcessBuilder(OwnSession.command(command(program, jvmFlags, file)))
                .redirectErrorStream(true)
                .redirectOutput(place.log().toFile());
        builder.environment().putIfAbsent(ARENAS, ARENAS_MAX);
        Process process = builder.start();
        process.getOutputStream().close();
        Files.writeString(place.folder().resolve(PID_FILE), process.pid() + "\n");
        URI readiness = URI.create("http://127.0.0.1:" + properties.get("server.port") + "/readyz");
        return new EngineProcess(process, place, readiness);
    }

    /**
     * Stops an engine that still runs in this folder after its parent process was killed. Such an engine would block
     * the port.
     */
    static boolean stopOrphan(Path folder) {
        return Orphan.stop(folder.resolve(PID_FILE), folder.toAbsolutePath().toString(), Orphan.Signal.TERM);
    }

    private static String text(Map<String, String> properties) throws IOException {
        Properties file = new Properties();
        file.putAll(properties);
        StringWriter text = new StringWriter();
        file.store(text, "Written at each start; changes here are lost.");
        return text.toString();
    }

    private static void keepPreviousLog(Path log) throws IOException {
        OwnerOnly.folderOf(log);
        if (Files.exists(log)) {
            String name = log.getFileName().toString();
            Files.move(log, log.resolveSibling("previous-" + name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The command line for one of the engine's commands that end by themselves, for example {@code doctor}. */
    static List<String> command(Program program, String name, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        // The process runs only for seconds, so the optimizing compiler would cost more time than it saves.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-Dstdout.encoding=UTF-8");
        command.addAll(JVM_FLAGS);
        command.addAll(what(program));
        command.add(name);
        command.addAll(arguments);
        return command;
    }

    private static List<String> what(Program program) {
        return switch (program) {
            case Program.Jar(Path jar) -> List.of("-jar", jar.toString());
            case Program.ClassPath(String path, String main) -> List.of("-cp", path, main);
        };
    }

    private static List<String> command(Program program, List<String> jvmFlags, Path file) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        // By this argument, the next start recognises an engine that is still running. The argument comes first,
        // because only the beginning of a long command line can be read.
        command.add("-Dcezbek.run=" + file.getParent());
        command.addAll(JVM_FLAGS);
        command.addAll(jvmFlags);
        command.addAll(what(program));
        command.add("--spring.config.additional-location=file:" + file);
        return command;
    }

    /** The JVM that is configured for the engine, as in its container; otherwise the current JVM. */
    private static Path java() {
        return Optional.ofNullable(System.getProperty("cezbek.engine.java"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    /**
     * Waits until the engine serves requests.
     *
     * @return false if the engine ended or was not ready in time
     */
    public boolean awaitReady(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PROBE_TIMEOUT).build()) {
            while (process.isAlive() && System.nanoTime() < deadline) {
                if (isReady(client)) {
                    return true;
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
        return false;
    }

    private boolean isReady(HttpClient client) {
        HttpRequest probe =
                HttpRequest.newBuilder(readiness).timeout(PROBE_TIMEOUT).build();
        try {
            return client.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The reason for the engine's end, in one line: the engine's own message, if it printed one. */
    public String lastError() {
        return ownWords().orElseGet(() -> {
            String what = process.isAlive()
                    ? "the engine was not ready in time"
                    : "the engine ended with status " + process.exitValue();
            return what + "; its log is " + place.log();
        });
    }

    private Optional<String> ownWords() {
        try (var lines = Files.lines(place.log(), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(ERROR_PREFIX))
                    .reduce((_, later) -> later)
                    .map(line -> line.substring(ERROR_PREFIX.length()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes when the engine has ended for any reason. */
    public CompletableFuture<?> onExit() {
        return process.onExit();
    }

    /** Kills the engine like {@code kill -9}, without any clean-up. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(KILL_MAX);
    }

    /** Stops the engine. If the engine has not ended in time, kills it. */
    public void stop(Duration within) {
        process.destroy();
        if (!awaitEnd(within)) {
            kill();
        }
    }

    private boolean awaitEnd(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    @Override
    public void close() {
        stop(KILL_MAX);
    }
}
