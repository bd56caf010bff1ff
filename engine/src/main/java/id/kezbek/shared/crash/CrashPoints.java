package id.kezbek.shared.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All declared crash points, from the resource {@code crash-points.tsv} in the engine's jar. Each line has a name, a
 * tab and a description; the lines are sorted by name. To print the list, run this class: {@code java -cp
 * engine/target/app/cezbek-engine.jar id.kezbek.shared.crash.CrashPoints}. A test writes the resource from the code and
 * fails if the code and the resource differ.
 */
public final class CrashPoints {

    /**
     * The name of the resource. An engine with active crash points copies its lines to {@code declared.tsv} in the
     * folder.
     */
    public static final String RESOURCE = "crash-points.tsv";

    private static final String DECLARED = "declared.tsv";
    private static final Logger log = LoggerFactory.getLogger(CrashPoints.class);

    private CrashPoints() {}

    public static void main(String[] arguments) {
        System.out.print(declared());
    }

    /** The resource's lines. */
    public static String declared() {
        try (InputStream resource = CrashPoints.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("The engine's jar does not contain " + RESOURCE);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("The engine's " + RESOURCE + " cannot be read", broken);
        }
    }

    /**
     * If crash points are active: logs a warning at the start, and writes the list of crash points to the folder.
     *
     * @throws IllegalStateException if the folder is not writable, with a message for the operator
     */
    public static void announce() {
        if (!CrashPoint.areAlive()) {
            return;
        }
        Path folder = CrashPoint.folder();
        log.warn(
                "CRASH POINTS ARE ACTIVE: this process halts at the points armed in {}. Use this only in the crash suite, never in"
                        + " production; start without {}",
                folder,
                CrashPoint.FOLDER_PROPERTY);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(DECLARED), declared());
        } catch (IOException broken) {
            throw new IllegalStateException(
                    CrashPoint.FOLDER_PROPERTY + " is " + folder + ", which is not writable", broken);
        }
    }
}
