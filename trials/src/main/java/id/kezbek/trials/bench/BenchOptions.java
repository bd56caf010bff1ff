package id.kezbek.trials.bench;

import id.kezbek.sandbox.parts.CannotStart;
import java.util.List;

/**
 * The duration and the cases of the benchmark.
 *
 * @param seconds the duration of each case
 * @param warmUpSeconds the warm-up before the first case
 * @param groups the groups of cases to measure
 */
record BenchOptions(int seconds, int warmUpSeconds, List<String> groups) {

    /** The cases in the order of measurement. 100 stands for two cases that run alternately. */
    static final List<String> ALL = List.of("1", "16", "64", "64-one-prepaid", "100");

    private static final String USAGE =
            "bench takes: accept [--seconds N] [--warmup N] [--quick] [--only 1,16,64,64-one-prepaid,100], or: road, drain, expiry, recon";
    private static final int MAX_SECONDS = 3_600;

    BenchOptions {
        groups = List.copyOf(groups);
    }

    /** Parses {@code accept [--seconds N] [--warmup N] [--quick] [--only case,case]}. */
    static BenchOptions parse(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.getFirst().equals("accept")) {
            throw new CannotStart(USAGE);
        }
        BenchOptions options = new BenchOptions(15, 30, ALL);
        for (int i = 1; i < arguments.size(); i++) {
            options = switch (arguments.get(i)) {
                case "--quick" -> new BenchOptions(3, 5, options.groups());
                case "--seconds" -> new BenchOptions(number(arguments, ++i), options.warmUpSeconds(), options.groups());
                case "--warmup" -> new BenchOptions(options.seconds(), number(arguments, ++i), options.groups());
                case "--only" -> new BenchOptions(options.seconds(), options.warmUpSeconds(), groups(arguments, ++i));
                default -> throw new CannotStart("'" + arguments.get(i) + "' is not an option; " + USAGE);
            };
        }
        return options;
    }

    private static List<String> groups(List<String> arguments, int at) {
        List<String> named = at < arguments.size() ? List.of(arguments.get(at).split(",", -1)) : List.of();
        if (named.isEmpty() || !ALL.containsAll(named)) {
            throw new CannotStart("--only accepts any of " + String.join(",", ALL) + "; " + USAGE);
        }
        return named;
    }

    private static int number(List<String> arguments, int at) {
        if (at < arguments.size() && arguments.get(at).matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(arguments.get(at));
            if (number >= 1 && number <= MAX_SECONDS) {
                return number;
            }
        }
        throw new CannotStart("a number of seconds from 1 to " + MAX_SECONDS + " is missing; " + USAGE);
    }
}
