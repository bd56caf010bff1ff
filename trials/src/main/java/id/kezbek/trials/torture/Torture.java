package id.kezbek.trials.torture;

import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.parts.OutsideWorld;
import id.kezbek.sandbox.run.EngineProcess;
import id.kezbek.trials.torture.fleet.CrashPoints;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The crash suite as a command: starts its own environment, runs the disturbances, and stops everything. */
public final class Torture {

    /**
     * The environment of a run.
     *
     * @param jvmFlags the flags for each engine's JVM
     * @param home the folder for files that remain after a run: the engine's start-up cache, and the data of a kept
     *     run
     */
    public record Setting(EngineProcess.Program program, List<String> jvmFlags, Path home, PrintStream out) {

        public Setting {
            jvmFlags = List.copyOf(jvmFlags);
        }
    }

    /** Inspects the environment after the checks of the oracle; used by tests of the oracle. */
    @FunctionalInterface
    public interface Afterwards {
        void look(TortureRun run) throws SQLException;
    }

    private Torture() {}

    /**
     * Runs and prints the results.
     *
     * @return the exit status: 0 if there is no violation
     */
    public static int run(TortureOptions options, Setting setting) {
        return run(options, setting, run -> {});
    }

    /** Like the method above, but inspects the environment before it is stopped. */
    public static int run(TortureOptions options, Setting setting, Afterwards afterwards) {
        if (options.list()) {
            CrashPoints.lines(setting.program()).forEach(line -> setting.out().println(line.replace("\t", "  ")));
            return 0;
        }
        try {
            OwnerOnly.folder(setting.home());
            OutsideWorld parts = options.keep()
                    ? OutsideWorld.prepare(Files.createTempDirectory(setting.home(), "torture-"))
                    : OutsideWorld.prepareEphemeral();
            return run(options, setting, parts, afterwards);
        } catch (IOException | SQLException | NoAnswer failed) {
            throw new CannotStart("the crash suite stopped: " + failed.getMessage(), failed);
        }
    }

    private static int run(TortureOptions options, Setting setting, OutsideWorld parts, Afterwards afterwards)
            throws IOException, SQLException {
        TortureReport report = new TortureReport(setting.out());
        report.say("Starting temporary servers and " + 2 * options.pairs() + " engine processes on one database.");
        report.say(options.command() + " repeats the schedule, the purchases and the providers' faults;"
                + " the scheduling of threads and processes is not repeatable.");
        TortureWorld world = new TortureWorld(parts, setting);
        // Handles Ctrl-C. A second close does nothing.
        Runtime.getRuntime().addShutdownHook(new Thread(world::close, "stop"));
        try (world) {
            world.start(options.pairs());
            TortureRun run = new TortureRun(options, report, world, CrashPoints.names(setting.program()));
            int status = run.play();
            afterwards.look(run);
            return status;
        }
    }
}
