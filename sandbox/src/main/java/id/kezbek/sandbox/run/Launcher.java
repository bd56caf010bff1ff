package id.kezbek.sandbox.run;

import id.kezbek.sandbox.parts.CannotStart;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Runs one command of {@code ./cezbek}: reads the settings from the script and the environment, configures the log, and
 * reports a failure in one line and the exit status.
 */
public final class Launcher {

    /** The logging configuration uses this name too. */
    private static final String LOG_PROPERTY = "cezbek.sandbox.log";

    /** The commands of a program. */
    @FunctionalInterface
    public interface Commands {

        /** @return the status of the process */
        int run(Launcher launcher, String command, List<String> flags);
    }

    private final Home home = new Home(Optional.ofNullable(System.getenv("CEZBEK_HOME"))
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .orElse(Path.of(System.getProperty("cezbek.project", "."), ".cezbek")));

    private Launcher() {}

    /**
     * @param arguments the command and its flags
     *
     * @return the exit status
     */
    public static int run(List<String> arguments, Commands commands) {
        try {
            return new Launcher().start(arguments, commands);
        } catch (CannotStart e) {
            System.err.println("cezbek: " + e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Launcher.class).error("unexpected", e);
            System.err.println("cezbek: unexpected error: " + e + "; see " + System.getProperty(LOG_PROPERTY));
            return 1;
        }
    }

    private int start(List<String> arguments, Commands commands) {
        // This property must be set before the first logger is created. The parts log to a file, so that log lines do
        // not mix with the demo's output.
        System.setProperty(LOG_PROPERTY, logs().resolve("sandbox.log").toString());
        System.setProperty("logback.configurationFile", "id/kezbek/sandbox/logback.xml");
        // When an engine is killed, its connections break. The resulting exceptions in the parts' threads go to the
        // same log file.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                LoggerFactory.getLogger(Launcher.class).warn("thread {} ended", thread.getName(), failure));
        return commands.run(
                this,
                arguments.isEmpty() ? "" : arguments.getFirst(),
                arguments.stream().skip(1).toList());
    }

    public static CannotStart unknown(String command) {
        return new CannotStart("'" + command + "' is not a command; ./cezbek help lists the commands");
    }

    public Home home() {
        return home;
    }

    public Path logs() {
        return home.folder().resolve("logs");
    }

    public EngineProcess.Program engine() {
        return Optional.ofNullable(System.getProperty("cezbek.engine.jar"))
                .map(jar -> new EngineProcess.Program.Jar(Path.of(jar)))
                .orElseThrow(() -> new CannotStart("the engine's program is not set; use ./cezbek, which sets it"));
    }

    /** The user's flags for the engine's JVM. */
    public List<String> engineJvmFlags() {
        String flags = Optional.ofNullable(System.getenv("CEZBEK_ENGINE_OPTS")).orElse("");
        return Arrays.stream(flags.split(" ", -1))
                .filter(flag -> !flag.isBlank())
                .toList();
    }
}
