package id.kezbek.sandbox.parts;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts a child process into a session of its own where the system has {@code setsid}. Ctrl-C in a terminal reaches
 * every process of the foreground group at once; the sandbox stops its children itself, in the right order.
 */
public final class OwnSession {

    private static final Optional<String> SETSID = find();

    private OwnSession() {}

    /** The command to run; the child keeps the pid the launcher sees. */
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
