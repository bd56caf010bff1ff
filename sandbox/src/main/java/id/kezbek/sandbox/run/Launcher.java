package id.kezbek.sandbox.run;

import id.kezbek.sandbox.parts.CannotStart;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Runs one command of {@code ./cezbek}: what the script and the environment say, where the log goes, and the line and the
 * status of a failure.
 */
public final class Launcher {

    /** Named again in the logging configuration. */
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
     * @return the status of the process
     */
    public static int run(List<String> arguments, Commands commands) {
        try {
            return new Launcher().start(arguments, commands);
        } catch (CannotStart e) {
            System.err.println("cezbek: " + e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Launcher.class).error("unexpected", e);
            System.err.println("cezbek: something unexpected: " + e + "; see " + System.getProperty(LOG_PROPERTY));
            return 1;
        }
    }

    private int start(List<String> arguments, Commands commands) {
        // Before the first logger is made: the parts' own words belong into a file, not among the story's.
        System.setProperty(LOG_PROPERTY, logs().resolve("sandbox.log").toString());
        System.setProperty("logback.configurationFile", "id/kezbek/sandbox/logback.xml");
        // Connections of killed engines break; what the parts' threads say of it belongs there as well.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                LoggerFactory.getLogger(Launcher.class).warn("thread {} ended", thread.getName(), failure));
        return commands.run(
                this,
                arguments.isEmpty() ? "" : arguments.getFirst(),
                arguments.stream().skip(1).toList());
    }

    public static CannotStart unknown(String command) {
        return new CannotStart("'" + command + "' is no command; ./cezbek help lists them");
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
                .orElseThrow(() -> new CannotStart("no engine to start; use ./cezbek, which builds and names it"));
    }

    /** What the user wants of the engines' JVM. */
    public List<String> engineJvmFlags() {
        String flags = Optional.ofNullable(System.getenv("CEZBEK_ENGINE_OPTS")).orElse("");
        return Arrays.stream(flags.split(" ", -1))
                .filter(flag -> !flag.isBlank())
                .toList();
    }
}
