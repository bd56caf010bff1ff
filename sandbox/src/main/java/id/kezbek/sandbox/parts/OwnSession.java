package id.kezbek.sandbox.parts;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a child process in a separate session if the system has {@code setsid}. Ctrl-C in a terminal reaches all
 * processes of the foreground group at once, but the sandbox must stop its children in the right order.
 */
public final class OwnSession {

    private static final Optional<String> SETSID = find();

    private OwnSession() {}

    /** The command to run. {@code setsid} does not change the pid, so the launcher gets the child's own pid. */
    public static List<String> command(List<String> command) {
        return SETSID.map(setsid ->
                        Stream.concat(Stream.of(setsid), command.stream()).toList())
                .orElse(command);
    }

    private static Optional<String> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "setsid"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
