package id.kezbek.trials.bench.road;

import id.kezbek.sandbox.parts.CannotStart;
import java.util.List;

/**
 * The options of the backlog benchmark.
 *
 * @param payouts the number of waiting payouts
 * @param warmUpSeconds the warm-up with normal load
 * @param apart whether api and job are separate processes
 */
record DrainOptions(long payouts, int warmUpSeconds, boolean apart) {

    private static final String USAGE = "bench drain takes: [--payouts N] [--quick] [--apart]";
    private static final long MOST = 2_000_000;
    private static final long LEAST = 1_000;
    private static final int WARM_UP_SECONDS = 45;

    /** Parses the options after {@code drain}. */
    static DrainOptions parse(List<String> flags) {
        DrainOptions options = new DrainOptions(300_000, WARM_UP_SECONDS, false);
        for (int i = 0; i < flags.size(); i++) {
            options = switch (flags.get(i)) {
                case "--quick" -> new DrainOptions(10_000, 5, options.apart());
                case "--payouts" -> new DrainOptions(number(flags, ++i), options.warmUpSeconds(), options.apart());
                case "--apart" -> new DrainOptions(options.payouts(), options.warmUpSeconds(), true);
                default -> throw new CannotStart("'" + flags.get(i) + "' is not an option; " + USAGE);
            };
        }
        return options;
    }

    private static long number(List<String> flags, int at) {
        if (at < flags.size() && flags.get(at).matches("[1-9][0-9]{0,6}")) {
            long number = Long.parseLong(flags.get(at));
            if (number >= LEAST && number <= MOST) {
                return number;
            }
        }
        throw new CannotStart("--payouts needs a number from " + LEAST + " to " + MOST + "; " + USAGE);
    }
}
