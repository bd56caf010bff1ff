package id.kezbek.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import id.kezbek.sandbox.files.UserCache;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.security.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server from npm, one of those in {@code src/test/node/package-lock.json}: simulators of services for which there
 * is no Java library. They are installed once for all checkouts of a user, and again if the lock file changes.
 */
public final class NodeServer implements AutoCloseable {

    private static final String MISSING = "node and npm are missing or cannot install engine/src/test/node, so the"
            + " stand-ins for Amazon SES and Cognito and the clients of Xendit and DANA did not run; install nodejs and npm (.ci/run does)";
    private static final Path SOURCES = Path.of("src/test/node").toAbsolutePath();
    private static final Path INSTALLED = UserCache.folder("test-servers").resolve(version());
    private static final List<String> FILES = List.of("package.json", "package-lock.json");
    private static final String COMPLETE = "complete";
    private static final long INSTALL_WITHIN_MINUTES = 5;
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);
    private static final int KNOCK_MILLIS = 500;

    private final Process process;
    private final int port;

    private NodeServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a server and returns when its port is open. Skips the test if there is no Node.js; in CI this is a
     * failure.
     *
     * @param script the path within {@code node_modules}
     * @param folder for the server's files
     */
    public static NodeServer start(
            Path folder, String script, List<String> arguments, Map<String, String> environment) {
        requireInstalled();
        int port = FreePort.choose();
        try {
            return start(folder, script, arguments, environment, port);
        } catch (IOException broken) {
            throw new AssertionError(MISSING, broken);
        }
    }

    private static NodeServer start(
            Path folder, String script, List<String> arguments, Map<String, String> environment, int port)
            throws IOException {
        Path program = modules().resolve(script);
        List<String> command = Stream.concat(Stream.of("node", program.toString()), arguments.stream())
                .map(argument -> argument.replace("{port}", Integer.toString(port)))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("PORT", Integer.toString(port));
        NodeServer server = new NodeServer(builder.start(), port);
        SharedWorld.stopAfterEngines(server::close);
        Eventually.holds(script + " answers", ANSWERS_WITHIN, () -> {
            assertThat(server.process.isAlive()).as(script + " runs").isTrue();
            return server.isOpen();
        });
        return server;
    }

    private boolean isOpen() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), KNOCK_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Skips the test if the packages could not be installed; in CI that is a failure. */
    static void requireInstalled() {
        boolean isInstalled = isInstalled();
        if (System.getenv("CI") != null) {
            assertThat(isInstalled).as(MISSING).isTrue();
        }
        assumeTrue(isInstalled, MISSING);
    }

    /** The folder with the installed packages. */
    static Path modules() {
        return INSTALLED.resolve("node_modules");
    }

    /** Whether the packages could be installed. Several JVMs do this one after the other. */
    private static boolean isInstalled() {
        try {
            Files.createDirectories(INSTALLED);
            try (FileChannel channel = FileChannel.open(
                            INSTALLED.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock turn = channel.lock()) {
                return turn.isValid() && (isCurrent() || install());
            }
        } catch (IOException broken) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isCurrent() {
        return Files.exists(INSTALLED.resolve(COMPLETE));
    }

    /** A changed lock file gets its own folder, because other checkouts still use the earlier one. */
    private static String version() {
        try {
            return HexFormat.of().formatHex(Digests.sha256(Files.readString(SOURCES.resolve("package-lock.json"))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean install() throws IOException, InterruptedException {
        for (String file : FILES) {
            Files.copy(SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(INSTALLED.resolve("npm-output").toFile())
                .start();
        if (!npm.waitFor(INSTALL_WITHIN_MINUTES, TimeUnit.MINUTES)) {
            npm.destroyForcibly();
            return false;
        }
        if (npm.exitValue() != 0) {
            return false;
        }
        Files.writeString(INSTALLED.resolve(COMPLETE), "");
        return true;
    }
}
