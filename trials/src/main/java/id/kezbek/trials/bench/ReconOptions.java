package id.kezbek.trials.bench;

import id.kezbek.sandbox.parts.CannotStart;
import java.util.List;

/**
 * The size of the statement.
 *
 * @param lines the number of rows, without header and trailer
 */
record ReconOptions(int lines) {

    private static final String USAGE = "bench recon takes: [--lines N] [--quick]";
    private static final int LINES = 100_000;
    private static final int QUICK_LINES = 10_000;
    private static final int LINES_MAX = 2_000_000;

    static ReconOptions parse(List<String> flags) {
        ReconOptions options = new ReconOptions(LINES);
        for (int i = 0; i < flags.size(); i++) {
            options = switch (flags.get(i)) {
                case "--quick" -> new ReconOptions(QUICK_LINES);
                case "--lines" -> new ReconOptions(number(flags, ++i));
                default -> throw new CannotStart("'" + flags.get(i) + "' is not an option; " + USAGE);
            };
        }
        return options;
    }

    private static int number(List<String> flags, int at) {
        if (at < flags.size() && flags.get(at).matches("[0-9]{3,7}")) {
            int number = Integer.parseInt(flags.get(at));
            if (number >= 100 && number <= LINES_MAX) {
                return number;
            }
        }
        throw new CannotStart("--lines needs a number from 100 to " + LINES_MAX + "; " + USAGE);
    }
}
