package id.kezbek.shared.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A place in the code where the crash suite may kill the process. It is declared as a private constant of the class
 * in which it matters and stands in {@code crash-points.tsv}, which {@link CrashPoints} reads; a test holds both
 * together.
 *
 * <p>Points are alive only where the system property {@value #FOLDER_PROPERTY} names a folder, which production never
 * does; elsewhere {@link #reached()} is a test of a constant, which the compiler removes. Where they are alive, whoever
 * wants a process dead at a point puts a file with the point's name into the folder: the process that reaches the point
 * and succeeds in deleting the file prints one line on standard error and halts at once with status
 * {@value #STATUS}, without any shutdown hook. One file kills one process, whichever is there first. A file that holds
 * a number lets that many pass in each process before; put such a file there under another name and rename it, so that
 * it is never read half written.
 */
public final class CrashPoint {

    /** Names the folder in which points are armed, as in {@code -Dcezbek.crash-points.folder=/some/folder}. */
    public static final String FOLDER_PROPERTY = "cezbek.crash-points.folder";

    /** The exit status of a process that died at a point; as kill -9 leaves it. */
    public static final int STATUS = 137;

    private static final Pattern NAME = Pattern.compile("[a-z]+\\.[a-z]+(-[a-z]+)*");
    /** Longer files hold no number of ours. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private static final String FOLDER = System.getProperty(FOLDER_PROPERTY, "");
    /** A constant, so that nothing is left of a point in compiled code where no folder is named. */
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
     * Declares a point.
     *
     * @param name module and state, as in {@code payouts.attempts-committed}; unique
     * @param what is done and what is not, in one line for people
     */
    public static CrashPoint named(String name, String what) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A crash point's name is module.state-in-words, not " + name);
        }
        return new CrashPoint(name, what);
    }

    public static boolean areAlive() {
        return ALIVE;
    }

    static Path folder() {
        return Path.of(FOLDER);
    }

    /** Dies here where somebody asked for it, and otherwise does nothing. */
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
                System.err.println("cezbek: crash point " + name + " is reached, the process halts: " + what);
                System.err.flush();
                Runtime.getRuntime().halt(STATUS);
            }
        } catch (NoSuchFileException _) {
            // Another process was here first.
        } catch (IOException broken) {
            throw new UncheckedIOException("The folder of crash points cannot be used", broken);
        }
    }

    private int toPass() throws IOException {
        String text = Files.readString(armed).strip();
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }
}
