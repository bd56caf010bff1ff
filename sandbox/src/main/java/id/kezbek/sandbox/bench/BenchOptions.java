package id.kezbek.sandbox.bench;

import id.kezbek.sandbox.parts.CannotStart;
import java.util.List;

/**
 * How long to measure.
 *
 * @param seconds of each case
 * @param warmUpSeconds before the first
 */
record BenchOptions(int seconds, int warmUpSeconds) {

    private static final String USAGE = "bench takes: accept [--seconds N] [--warmup N] [--quick]";
    private static final int MAX_SECONDS = 3_600;

    /** {@code accept [--seconds N] [--warmup N] [--quick]} */
    static BenchOptions parse(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.getFirst().equals("accept")) {
            throw new CannotStart(USAGE);
        }
        BenchOptions options = new BenchOptions(15, 30);
        for (int i = 1; i < arguments.size(); i++) {
            options = switch (arguments.get(i)) {
                case "--quick" -> new BenchOptions(3, 5);
                case "--seconds" -> new BenchOptions(number(arguments, ++i), options.warmUpSeconds());
                case "--warmup" -> new BenchOptions(options.seconds(), number(arguments, ++i));
                default -> throw new CannotStart("'" + arguments.get(i) + "' is not a flag; " + USAGE);
            };
        }
        return options;
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
