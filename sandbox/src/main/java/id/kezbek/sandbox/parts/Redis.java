package id.kezbek.sandbox.parts;

import id.kezbek.sandbox.files.OwnerOnly;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisExecProvider;

/**
 * A real Redis server. Only the program comes from the library. The library's launcher is not used: it registers a
 * shutdown hook and starts the server in the terminal's process group, so Ctrl-C would stop Redis before the engine.
 */
public final class Redis implements Part {

    private static final Duration START_MAX = Duration.ofSeconds(15);
    private static final Duration STOP_MAX = Duration.ofSeconds(4);
    private static final int CONNECT_TIMEOUT_MILLIS = 500;
    private static final long POLL_MILLIS = 20;
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] PONG = "+PONG".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WHO_ARE_YOU = "-NOAU".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FLUSH = "FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Path folder;
    private final int port = FreePort.choose();
    private final List<String> settings;
    private @Nullable Process server;

    public Redis(Path folder) {
        this(folder, List.of());
    }

    /**
     * @param settings further configuration lines, for example a password or the cluster mode
     */
    public Redis(Path folder, List<String> settings) {
        this.folder = folder.toAbsolutePath();
        this.settings = List.copyOf(settings);
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public void start() throws IOException, InterruptedException {
        OwnerOnly.folder(folder);
        stopOrphan(folder);
        Path configuration = Files.writeString(folder.resolve("redis.conf"), configuration());
        Process started = new ProcessBuilder(
                        OwnSession.command(List.of(program().toString(), configuration.toString())))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.out").toFile())
                .start();
        server = started;
        awaitAnswer(started);
    }

    /** Stops a server on the folder that an earlier process left running. */
    static boolean stopOrphan(Path folder) {
        return Orphan.stop(folder.resolve("redis.pid"), folder.toString(), Orphan.Signal.TERM);
    }

    /**
     * A separate process writes the program file. Otherwise a child process that another part starts at the same time
     * could inherit the open file. Then the start of the program would fail ("Text file busy").
     */
    private Path program() throws IOException, InterruptedException {
        Path unpacked = RedisExecProvider.defaultProvider().get().toPath();
        Path program = folder.resolve("redis-server");
        Files.deleteIfExists(program);
        Process copying = new ProcessBuilder("cp", unpacked.toString(), program.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!copying.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS) || copying.exitValue() != 0) {
            copying.destroyForcibly();
            throw new IOException("cannot write " + program + "; is the disk full?");
        }
        Files.delete(unpacked);
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + program + " executable");
        }
        return program;
    }

    private String configuration() {
        // The process title is the command line, which contains the folder. By this folder, the next start recognises a
        // server that is still running.
        return """
                port %d
                bind 127.0.0.1
                dir "%s"
                pidfile "%s"
                logfile "%s"
                set-proc-title no
                save 60 1
                maxmemory 128mb
                maxmemory-policy volatile-ttl
                %s
                """.formatted(
                port, folder, folder.resolve("redis.pid"), folder.resolve("redis.log"), String.join("\n", settings));
    }

    private void awaitAnswer(Process started) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("no answer on port " + port + "; its log is " + folder.resolve("redis.log"));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_TIMEOUT_MILLIS);
            socket.setSoTimeout(CONNECT_TIMEOUT_MILLIS);
            socket.getOutputStream().write(PING);
            // "+PONG" or a request for a password means that the server is ready; "-LOADING" and similar responses do
            // not.
            byte[] answer = socket.getInputStream().readNBytes(PONG.length);
            return Arrays.equals(answer, PONG) || Arrays.equals(answer, WHO_ARE_YOU);
        } catch (IOException _) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** The server's process, while it runs. */
    public ProcessFamily family() {
        if (server == null) {
            throw new IllegalStateException("Redis does not run on " + folder);
        }
        return ProcessFamily.of(server.pid()).orElseThrow();
    }

    /** Deletes all keys, as a cache may do at any time. */
    public void flush() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_TIMEOUT_MILLIS);
            socket.setSoTimeout((int) START_MAX.toMillis());
            socket.getOutputStream().write(FLUSH);
            if (socket.getInputStream().read() != '+') {
                throw new IOException("Redis did not delete its keys");
            }
        }
    }

    @Override
    public Map<String, String> engineProperties() {
        return Map.of("spring.data.redis.host", "127.0.0.1", "spring.data.redis.port", Integer.toString(port));
    }

    @Override
    public void close() {
        if (server == null) {
            return;
        }
        server.destroy();
        try {
            if (!server.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException _) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        server = null;
    }
}
