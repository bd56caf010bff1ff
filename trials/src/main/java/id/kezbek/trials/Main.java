package id.kezbek.trials;

import id.kezbek.sandbox.run.Launcher;
import id.kezbek.sandbox.run.Supervisor;
import id.kezbek.trials.bench.Bench;
import id.kezbek.trials.bench.road.DrainBench;
import id.kezbek.trials.bench.road.RoadBench;
import id.kezbek.trials.torture.Torture;
import id.kezbek.trials.torture.TortureOptions;
import java.util.List;

/**
 * The program behind {@code ./cezbek bench} and {@code ./cezbek torture}. It calls System.exit, because threads of
 * the parts keep running after a failed trial.
 */
public final class Main {

    private Main() {}

    /** @param arguments the command and its flags */
    public static void main(String[] arguments) {
        System.exit(Launcher.run(List.of(arguments), Main::run));
    }

    private static int run(Launcher launcher, String command, List<String> flags) {
        return switch (command) {
            case "bench" -> bench(launcher, flags);
            case "torture" -> torture(launcher, flags);
            default -> throw Launcher.unknown(command);
        };
    }

    private static int bench(Launcher launcher, List<String> arguments) {
        String what = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> flags = arguments.stream().skip(1).toList();
        return switch (what) {
            case "road" -> RoadBench.run(flags, launcher.engine(), laptopFlags(launcher), launcher.logs(), System.out);
            case "drain" ->
                DrainBench.run(flags, launcher.engine(), laptopFlags(launcher), launcher.logs(), System.out);
            default -> Bench.run(arguments, launcher.engine(), launcher.engineJvmFlags(), launcher.logs(), System.out);
        };
    }

    private static List<String> laptopFlags(Launcher launcher) {
        return Supervisor.engineFlags(launcher.engine(), launcher.engineJvmFlags(), launcher.logs());
    }

    private static int torture(Launcher launcher, List<String> arguments) {
        TortureOptions options = TortureOptions.parse(arguments);
        return Torture.run(
                options,
                new Torture.Setting(
                        launcher.engine(),
                        launcher.engineJvmFlags(),
                        launcher.home().folder(),
                        System.out));
    }
}
