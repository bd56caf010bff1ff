package id.kezbek.sandbox;

import id.kezbek.sandbox.demo.Story;
import id.kezbek.sandbox.finance.ImportStatementCommand;
import id.kezbek.sandbox.finance.VerifyCloseCommand;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.providers.ProviderSandbox;
import id.kezbek.sandbox.run.Command;
import id.kezbek.sandbox.run.DoctorCommand;
import id.kezbek.sandbox.run.EnginePort;
import id.kezbek.sandbox.run.FaultsCommand;
import id.kezbek.sandbox.run.Home;
import id.kezbek.sandbox.run.Launcher;
import id.kezbek.sandbox.run.Preflight;
import id.kezbek.sandbox.run.ProvidersCommand;
import id.kezbek.sandbox.run.RedriveCommand;
import id.kezbek.sandbox.run.SignCommand;
import id.kezbek.sandbox.run.StatementCommand;
import id.kezbek.sandbox.run.Supervisor;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The program behind {@code ./cezbek}. It calls System.exit, because threads of the parts keep running after a failed
 * start. If a command cannot start, it prints the reason in one line.
 */
public final class Main {

    private Main() {}

    /** @param arguments the command and its flags */
    public static void main(String[] arguments) {
        System.exit(Launcher.run(List.of(arguments), Main::run));
    }

    private static int run(Launcher launcher, String command, List<String> flags) {
        Home home = launcher.home();
        return switch (command) {
            case "up" -> supervise(launcher, Command.up(flags));
            case "demo" -> supervise(launcher, Command.demo(flags));
            case "sign" -> sign(home, flags);
            case "faults" -> faults(home, flags);
            case "statement" -> statement(home, flags);
            case "import-statement" -> ImportStatementCommand.run(home.sandboxFile(), flags, System.out);
            case "redrive" -> redrive(home, flags);
            case "verify-close" -> VerifyCloseCommand.run(home.sandboxFile(), flags, System.out);
            case "providers" -> providers(home, flags);
            case "doctor" -> doctor(launcher, flags);
            default -> throw Launcher.unknown(command);
        };
    }

    private static EnginePort port() {
        return EnginePort.of(System.getenv("CEZBEK_PORT"));
    }

    private static int supervise(Launcher launcher, Command command) {
        Supervisor supervisor = new Supervisor(
                new Supervisor.Setting(
                        launcher.home(),
                        port(),
                        launcher.engine(),
                        launcher.engineJvmFlags(),
                        Story::play,
                        System.out,
                        System.err,
                        isTerminal()),
                command);
        // Handles Ctrl-C and SIGTERM. No other shutdown hook may stop a part, because all hooks run at the same time.
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close, "stop"));
        try (supervisor) {
            return supervisor.run();
        }
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

    /** Runs the providers until a signal stops the process, for use in a container. */
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
        System.out.println("the providers listen at " + providers.url());
        try {
            ended.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static int doctor(Launcher launcher, List<String> flags) {
        Home home = launcher.home();
        List<Preflight.Finding> findings = new Preflight(home, port(), Preflight.FreeSpace::ofDisk).findings();
        findings.forEach(finding -> System.out.println(finding.problem()
                .map(problem -> "not ok  " + finding.what() + ": " + problem)
                .orElse("ok      " + finding.what())));
        boolean isWell = findings.stream().allMatch(finding -> finding.problem().isEmpty());
        boolean isEngineWell = DoctorCommand.run(home, launcher.engine(), flags, System.out);
        return isWell && isEngineWell ? 0 : 1;
    }
}
