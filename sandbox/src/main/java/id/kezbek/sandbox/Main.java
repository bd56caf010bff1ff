package id.kezbek.sandbox;

import id.kezbek.sandbox.bench.Bench;
import id.kezbek.sandbox.bench.road.DrainBench;
import id.kezbek.sandbox.bench.road.RoadBench;
import id.kezbek.sandbox.demo.Story;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.providers.ProviderSandbox;
import id.kezbek.sandbox.run.Command;
import id.kezbek.sandbox.run.DoctorCommand;
import id.kezbek.sandbox.run.EnginePort;
import id.kezbek.sandbox.run.EngineProcess;
import id.kezbek.sandbox.run.FaultsCommand;
import id.kezbek.sandbox.run.Home;
import id.kezbek.sandbox.run.Preflight;
import id.kezbek.sandbox.run.ProvidersCommand;
import id.kezbek.sandbox.run.RedriveCommand;
import id.kezbek.sandbox.run.SignCommand;
import id.kezbek.sandbox.run.StatementCommand;
import id.kezbek.sandbox.run.Supervisor;
import id.kezbek.sandbox.run.VerifyCloseCommand;
import id.kezbek.sandbox.torture.Torture;
import id.kezbek.sandbox.torture.TortureOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * The program behind {@code ./cezbek}. It exits explicitly, because a start that failed half-way leaves threads of the
 * parts behind, and a refusal is one line.
 */
public final class Main {

    /** Named again in the logging configuration. */
    private static final String LOG_PROPERTY = "cezbek.sandbox.log";

    private Main() {}

    /** @param arguments the command and its flags */
    public static void main(String[] arguments) {
        System.exit(status(List.of(arguments)));
    }

    private static int status(List<String> arguments) {
        try {
            return run(arguments);
        } catch (CannotStart e) {
            System.err.println("cezbek: " + e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Main.class).error("unexpected", e);
            System.err.println("cezbek: something unexpected: " + e + "; see " + System.getProperty(LOG_PROPERTY));
            return 1;
        }
    }

    private static int run(List<String> arguments) {
        Home home = home();
        // Before the first logger is made: the parts' own words belong into a file, not among the story's.
        System.setProperty(
                "cezbek.sandbox.log", home.folder().resolve("logs/sandbox.log").toString());
        System.setProperty("logback.configurationFile", "id/kezbek/sandbox/logback.xml");
        // Connections of killed engines break; what the parts' threads say of it belongs there as well.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                LoggerFactory.getLogger(Main.class).warn("thread {} ended", thread.getName(), failure));
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> flags = arguments.stream().skip(1).toList();
        return switch (command) {
            case "up" -> supervise(home, Command.up(flags));
            case "demo" -> supervise(home, Command.demo(flags));
            case "bench" -> bench(home, flags);
            case "torture" -> torture(home, flags);
            case "sign" -> sign(home, flags);
            case "faults" -> faults(home, flags);
            case "statement" -> statement(home, flags);
            case "redrive" -> redrive(home, flags);
            case "verify-close" -> VerifyCloseCommand.run(home.sandboxFile(), flags, System.out);
            case "providers" -> providers(home, flags);
            case "doctor" -> doctor(home, flags);
            default -> throw new CannotStart("'" + command + "' is no command; ./cezbek help lists them");
        };
    }

    private static Home home() {
        return new Home(Optional.ofNullable(System.getenv("CEZBEK_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElse(Path.of(System.getProperty("cezbek.project", "."), ".cezbek")));
    }

    private static EnginePort port() {
        return EnginePort.of(System.getenv("CEZBEK_PORT"));
    }

    private static int supervise(Home home, Command command) {
        Supervisor supervisor = new Supervisor(
                new Supervisor.Setting(
                        home, port(), engine(), engineJvmFlags(), Story::play, System.out, System.err, isTerminal()),
                command);
        // Ctrl-C and SIGTERM arrive here. No other hook may stop a part: hooks run all at once.
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close, "stop"));
        try (supervisor) {
            return supervisor.run();
        }
    }

    private static int bench(Home home, List<String> arguments) {
        String what = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> flags = arguments.stream().skip(1).toList();
        Path logs = home.folder().resolve("logs");
        return switch (what) {
            case "road" -> RoadBench.run(flags, engine(), laptopFlags(logs), logs, System.out);
            case "drain" -> DrainBench.run(flags, engine(), laptopFlags(logs), logs, System.out);
            default -> Bench.run(arguments, engine(), engineJvmFlags(), logs, System.out);
        };
    }

    private static List<String> laptopFlags(Path logs) {
        return Supervisor.engineFlags(engine(), engineJvmFlags(), logs);
    }

    private static int torture(Home home, List<String> arguments) {
        TortureOptions options = TortureOptions.parse(arguments);
        return Torture.run(options, new Torture.Setting(engine(), engineJvmFlags(), home.folder(), System.out));
    }

    private static EngineProcess.Program engine() {
        return Optional.ofNullable(System.getProperty("cezbek.engine.jar"))
                .map(jar -> new EngineProcess.Program.Jar(Path.of(jar)))
                .orElseThrow(() -> new CannotStart("no engine to start; use ./cezbek, which builds and names it"));
    }

    private static List<String> engineJvmFlags() {
        String flags = Optional.ofNullable(System.getenv("CEZBEK_ENGINE_OPTS")).orElse("");
        return Arrays.stream(flags.split(" ", -1))
                .filter(flag -> !flag.isBlank())
                .toList();
    }

    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    private static int sign(Home home, List<String> arguments) {
        SignCommand.run(home.sandboxFile(), arguments, System::getenv, Instant.now(), System.out);
        return 0;
    }

    private static int faults(Home home, List<String> arguments) {
        FaultsCommand.run(home.sandboxFile(), arguments, System.out);
        return 0;
    }

    private static int statement(Home home, List<String> arguments) {
        StatementCommand.run(home.sandboxFile(), arguments, home.statements(), Instant.now(), System.out);
        return 0;
    }

    private static int redrive(Home home, List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new CannotStart("redrive takes no arguments");
        }
        return RedriveCommand.run(home.sandboxFile(), System.out);
    }

    /** In a container, which ends them by a signal. */
    private static int providers(Home home, List<String> arguments) {
        ProviderSandbox providers = ProvidersCommand.start(home, arguments);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            providers.close();
                            ended.countDown();
                        },
                        "stop"));
        System.out.println("providers answer at " + providers.url());
        try {
            ended.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static int doctor(Home home, List<String> flags) {
        List<Preflight.Finding> findings = new Preflight(home, port(), Preflight.FreeSpace::ofDisk).findings();
        findings.forEach(finding -> System.out.println(finding.problem()
                .map(problem -> "not ok  " + finding.what() + ": " + problem)
                .orElse("ok      " + finding.what())));
        boolean isWell = findings.stream().allMatch(finding -> finding.problem().isEmpty());
        boolean isEngineWell = DoctorCommand.run(home, engine(), flags, System.out);
        return isWell && isEngineWell ? 0 : 1;
    }
}
