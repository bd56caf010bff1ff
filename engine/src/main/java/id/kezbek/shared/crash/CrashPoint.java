package id.kezbek.shared.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A place in the code where the crash suite may kill the process. The class that contains the place declares the crash
 * point as a private constant. {@code crash-points.tsv} lists all crash points for {@link CrashPoints}; a test compares
 * code and list.
 *
 * <p>Crash points are active only if the system property {@value #FOLDER_PROPERTY} names a folder. Production never
 * sets this property. Without this property, {@link #reached()} tests a constant, and the compiler removes the test. To
 * kill a process at a point, put a file with the point's name into the folder. A process that reaches the point deletes
 * the file, prints one line to standard error, and halts at once with status {@value #STATUS}, without shutdown hooks.
 * One file kills one process: the first process that reaches the point. If the file contains a number, a process halts
 * only after it has passed the point as many times as the number says. Create such a file under another name and rename
 * it, so that no process reads a partly written file.
 */
public final class CrashPoint {

    /**
     * The property with the folder in which crash points are armed, for example {@code
     * -Dcezbek.crash-points.folder=/some/folder}.
     */
    public static final String FOLDER_PROPERTY = "cezbek.crash-points.folder";

    /** The exit status of a process that halts at a crash point. A process has the same status after kill -9. */
    public static final int STATUS = 137;

    private static final Pattern NAME = Pattern.compile("[a-z]+\\.[a-z]+(-[a-z]+)*");
    /** The valid content of a file with a number; longer numbers are invalid. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private static final String FOLDER = System.getProperty(FOLDER_PROPERTY, "");
    /** A constant, so that the compiler removes all crash points if no folder is set. */
    private static final boolean ALIVE = !FOLDER.isEmpty();

    private final String name;
    private final String what;
    private final Path armed;
    private final AtomicInteger passed = new AtomicInteger();

    private CrashPoint(String name, String what) {
        this.name = name;
        this.what = what;
        this.armed = Path.of(FOLDER, name);
    }

    /**
     * Declares a crash point.
     *
     * @param name module and state, for example {@code payouts.attempts-committed}; unique
     * @param what the state at this point in one line: what is done and what is not
     */
    public static CrashPoint named(String name, String what) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A crash point's name must have the form module.state-in-words; it is " + name);
        }
        return new CrashPoint(name, what);
    }

    public static boolean areAlive() {
        return ALIVE;
    }

    static Path folder() {
        return Path.of(FOLDER);
    }

    /** Halts the process if the point is armed; otherwise does nothing. */
    public void reached() {
        if (ALIVE) {
            dieWhereArmed();
        }
    }

    public String name() {
        return name;
    }

    public String what() {
        return what;
    }

    private void dieWhereArmed() {
        try {
            if (!Files.exists(armed)) {
                passed.set(0);
            } else if (passed.getAndIncrement() >= toPass() && Files.deleteIfExists(armed)) {
                System.err.println("cezbek: crash point " + name + " reached, the process halts: " + what);
                System.err.flush();
                Runtime.getRuntime().halt(STATUS);
            }
        } catch (NoSuchFileException _) {
            // Another process deleted the file first.
        } catch (IOException broken) {
            throw new UncheckedIOException("The folder of crash points cannot be used", broken);
        }
    }

    private int toPass() throws IOException {
        String text = Files.readString(armed).strip();
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }
}
