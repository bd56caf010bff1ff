package id.kezbek.sandbox.run;

import id.kezbek.sandbox.parts.CannotStart;
import java.util.List;
import java.util.Set;

/**
 * The parsed command.
 *
 * @param withStory whether to run the demo after the start
 * @param endsAfterStory whether to exit after the demo, with its result as the status
 * @param ephemeral whether to delete the data at the end
 */
public record Command(boolean withStory, boolean endsAfterStory, boolean ephemeral) {

    private static final String EXIT = "--exit";
    private static final String EPHEMERAL = "--ephemeral";

    /** {@code up [--ephemeral]} */
    public static Command up(List<String> flags) {
        refuseOthers("up", flags, Set.of(EPHEMERAL));
        return new Command(false, false, flags.contains(EPHEMERAL));
    }

    /** {@code demo [--exit] [--ephemeral]} */
    public static Command demo(List<String> flags) {
        refuseOthers("demo", flags, Set.of(EXIT, EPHEMERAL));
        return new Command(true, flags.contains(EXIT), flags.contains(EPHEMERAL));
    }

    private static void refuseOthers(String command, List<String> flags, Set<String> known) {
        flags.stream().filter(flag -> !known.contains(flag)).findFirst().ifPresent(flag -> {
            throw new CannotStart("'" + flag + "' is not a flag of " + command + "; it takes "
                    + String.join(" and ", known.stream().sorted().toList()));
        });
    }
}
