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
 * All points that the code declares, as the engine's jar carries them in the resource {@code crash-points.tsv}: a line
 * each, name, tabulator, what; sorted by name. Whoever has the jar may read the resource without starting anything, or
 * run this class: {@code java -cp engine/target/app/cezbek-engine.jar id.kezbek.shared.crash.CrashPoints} prints it. A
 * test writes the resource from the code and fails where they differ.
 */
public final class CrashPoints {

    /** The resource, and in the folder of an engine whose points are alive {@code declared.tsv} with the same lines. */
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
                throw new IllegalStateException("This engine carries no " + RESOURCE);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("The engine's " + RESOURCE + " cannot be read", broken);
        }
    }

    /**
     * Says loudly, at the start, where points are alive, and leaves their list in the folder.
     *
     * @throws IllegalStateException where the folder cannot be written to, with a message for the operator
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
                    CrashPoint.FOLDER_PROPERTY + " names " + folder + ", which cannot be written to", broken);
        }
    }
}
