package id.kezbek.trials.torture;

import id.kezbek.sandbox.parts.CannotStart;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of a run.
 *
 * @param cycles the number of disturbances
 * @param seed decides the disturbances, their times, the callers' purchases and the providers' faults
 * @param pairs the number of processes of each role
 * @param list whether to print only the crash points
 * @param json the file for the figures
 * @param keep whether data and logs stay after the run
 */
public record TortureOptions(int cycles, long seed, int pairs, boolean list, Optional<Path> json, boolean keep) {

    private static final String USAGE =
            "torture takes: [--cycles N] [--seed S] [--pairs 1|2] [--json FILE] [--keep], or --list";
    private static final int CYCLES = 10;
    private static final int CYCLES_MAX = 100_000;
    private static final int PAIRS_MAX = 2;
    private static final long SEED = 1;

    /**
     * @throws CannotStart with one line to print, for an invalid option
     */
    public static TortureOptions parse(List<String> arguments) {
        TortureOptions options = new TortureOptions(CYCLES, SEED, 1, false, Optional.empty(), false);
        for (int i = 0; i < arguments.size(); i++) {
            options = switch (arguments.get(i)) {
                case "--cycles" -> options.withCycles((int) number(arguments, i++, 1, CYCLES_MAX));
                case "--seed" -> options.withSeed(number(arguments, i++, 0, Long.MAX_VALUE));
                case "--pairs" -> options.withPairs((int) number(arguments, i++, 1, PAIRS_MAX));
                case "--json" -> options.withJson(Path.of(value(arguments, i++)));
                case "--list" ->
                    new TortureOptions(options.cycles, options.seed, options.pairs, true, options.json, options.keep);
                case "--keep" ->
                    new TortureOptions(options.cycles, options.seed, options.pairs, options.list, options.json, true);
                default -> throw new CannotStart("'" + arguments.get(i) + "' is not an option; " + USAGE);
            };
        }
        return options;
    }

    private TortureOptions withCycles(int number) {
        return new TortureOptions(number, seed, pairs, list, json, keep);
    }

    private TortureOptions withSeed(long number) {
        return new TortureOptions(cycles, number, pairs, list, json, keep);
    }

    private TortureOptions withPairs(int number) {
        return new TortureOptions(cycles, seed, number, list, json, keep);
    }

    private TortureOptions withJson(Path file) {
        return new TortureOptions(cycles, seed, pairs, list, Optional.of(file), keep);
    }

    private static String value(List<String> arguments, int flag) {
        if (flag + 1 >= arguments.size()) {
            throw new CannotStart(arguments.get(flag) + " needs a value; " + USAGE);
        }
        return arguments.get(flag + 1);
    }

    private static long number(List<String> arguments, int flag, long least, long most) {
        String text = value(arguments, flag);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // A text that is not a number leads to the same exception as a number out of range.
        }
        throw new CannotStart(arguments.get(flag) + " needs a number from " + least + " to " + most + ", not '" + text
                + "'; " + USAGE);
    }

    /** The command that repeats this run. */
    public String command() {
        return "./cezbek torture --cycles " + cycles + " --seed " + seed + (pairs > 1 ? " --pairs " + pairs : "");
    }
}
