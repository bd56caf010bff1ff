package id.kezbek.trials.bench.road;

import id.kezbek.sandbox.parts.CannotStart;
import java.util.List;

/**
 * The options of the benchmark.
 *
 * @param seconds the duration of the load in each case
 * @param warmUpSeconds the warm-up before the first case
 * @param connections the number of connections of each case
 * @param apart whether api and job are separate processes
 * @param perSecond the purchases per second in an open loop; with 0, each request follows the response to the previous
 *     request
 * @param withMail whether e-mails are sent
 */
record RoadOptions(
        int seconds, int warmUpSeconds, List<Integer> connections, boolean apart, int perSecond, boolean withMail) {

    private static final String USAGE =
            "bench road takes: [--quick] [--seconds N] [--warmup N] [--only 1,16,64] [--apart] [--rate N] [--without-mail]";
    private static final int MAX_SECONDS = 3_600;
    private static final int MAX_RATE = 100_000;
    private static final int MAX_CONNECTIONS = 1_024;

    static final RoadOptions USUAL = new RoadOptions(180, 180, List.of(1, 16, 64), false, 0, true);

    RoadOptions {
        connections = List.copyOf(connections);
    }

    /** Whether the run only shows that the benchmark works. */
    boolean isQuick() {
        return seconds < 10;
    }

    /** Parses the options after {@code road}. */
    static RoadOptions parse(List<String> flags) {
        RoadOptions options = USUAL;
        for (int i = 0; i < flags.size(); i++) {
            options = switch (flags.get(i)) {
                case "--quick" -> options.lasting(5, 8);
                case "--seconds" -> options.lasting(number(flags, ++i, MAX_SECONDS), options.warmUpSeconds());
                case "--warmup" -> options.lasting(options.seconds(), number(flags, ++i, MAX_SECONDS));
                case "--only" -> options.with(connections(flags, ++i));
                case "--apart" ->
                    new RoadOptions(
                            options.seconds(),
                            options.warmUpSeconds(),
                            options.connections(),
                            true,
                            options.perSecond(),
                            options.withMail());
                case "--rate" ->
                    new RoadOptions(
                            options.seconds(),
                            options.warmUpSeconds(),
                            options.connections(),
                            options.apart(),
                            number(flags, ++i, MAX_RATE),
                            options.withMail());
                case "--without-mail" ->
                    new RoadOptions(
                            options.seconds(),
                            options.warmUpSeconds(),
                            options.connections(),
                            options.apart(),
                            options.perSecond(),
                            false);
                default -> throw new CannotStart("'" + flags.get(i) + "' is not an option; " + USAGE);
            };
        }
        return options;
    }

    private RoadOptions lasting(int otherSeconds, int otherWarmUp) {
        return new RoadOptions(otherSeconds, otherWarmUp, connections, apart, perSecond, withMail);
    }

    private RoadOptions with(List<Integer> others) {
        return new RoadOptions(seconds, warmUpSeconds, others, apart, perSecond, withMail);
    }

    private static List<Integer> connections(List<String> flags, int at) {
        String named = at < flags.size() ? flags.get(at) : "";
        if (!named.matches("[1-9][0-9]{0,3}(,[1-9][0-9]{0,3}){0,9}")) {
            throw new CannotStart("--only needs numbers of connections, for example 1,16,64; " + USAGE);
        }
        List<Integer> numbers =
                List.of(named.split(",", -1)).stream().map(Integer::valueOf).toList();
        if (numbers.stream().anyMatch(number -> number > MAX_CONNECTIONS)) {
            throw new CannotStart("--only accepts up to " + MAX_CONNECTIONS + " connections; " + USAGE);
        }
        return numbers;
    }

    private static int number(List<String> flags, int at, int most) {
        if (at < flags.size() && flags.get(at).matches("[1-9][0-9]{0,5}")) {
            int number = Integer.parseInt(flags.get(at));
            if (number <= most) {
                return number;
            }
        }
        throw new CannotStart(flags.get(at - 1) + " needs a number from 1 to " + most + "; " + USAGE);
    }
}
