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

/** The crash suite as a command: starts a world of its own, lets a run hurt it, and stops all. */
public final class Torture {

    /**
     * Where and on what it runs.
     *
     * @param jvmFlags for each engine's JVM
     * @param home keeps what outlives a run: the engine's start-up cache, and the folder of a run that is kept
     */
    public record Setting(EngineProcess.Program program, List<String> jvmFlags, Path home, PrintStream out) {

        public Setting {
            jvmFlags = List.copyOf(jvmFlags);
        }
    }

    /** Looks at the world when the oracle has spoken; for tests of the oracle itself. */
    @FunctionalInterface
    public interface Afterwards {
        void look(TortureRun run) throws SQLException;
    }

    private Torture() {}

    /**
     * Runs and prints what comes of it.
     *
     * @return the status to exit with: 0 where nothing is wrong
     */
    public static int run(TortureOptions options, Setting setting) {
        return run(options, setting, run -> {});
    }

    /** As the other, with a look at the world before it is stopped. */
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
            throw new CannotStart("the crash suite broke off: " + failed.getMessage(), failed);
        }
    }

    private static int run(TortureOptions options, Setting setting, OutsideWorld parts, Afterwards afterwards)
            throws IOException, SQLException {
        TortureReport report = new TortureReport(setting.out());
        report.say("Starting throw-away servers and " + 2 * options.pairs() + " engine processes on one database.");
        report.say(options.command() + " replays the schedule, the purchases and the providers' faults;"
                + " how threads and processes take turns stays the system's.");
        TortureWorld world = new TortureWorld(parts, setting);
        // Ctrl-C arrives here; closing twice does nothing the second time.
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
