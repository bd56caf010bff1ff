package id.kezbek.sandbox.parts;

import id.kezbek.sandbox.files.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reserves a folder for one process. The operating system releases the lock when the process ends, even after a crash,
 * so an old lock file never blocks a start.
 */
public final class FolderLock implements AutoCloseable {

    private static final String FILE = "lock";
    private static final String HOLDER_FILE = "lock.holder";

    /**
     * The folders that this process has locked. This process must not open such a lock file a second time, because
     * closing it would release the process's own lock.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Creates the folder if it is missing, and locks it.
     *
     * @param holder one line that other processes can show while the folder is locked
     * @return empty if another process, or this process, has locked the folder
     */
    public static Optional<FolderLock> take(Path folder, String holder) throws IOException {
        Path real = OwnerOnly.folder(folder).toRealPath();
        if (!HELD.add(real)) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            HELD.remove(real);
            return Optional.empty();
        }
        Files.writeString(real.resolve(HOLDER_FILE), holder + "\n");
        return Optional.of(new FolderLock(real, channel));
    }

    /** The line that the current or last process with the lock wrote; empty if there was no such process. */
    public static String holder(Path folder) {
        try {
            return Files.readString(folder.resolve(HOLDER_FILE)).strip();
        } catch (IOException _) {
            return "";
        }
    }

    /** Whether a process has locked the folder. */
    public static boolean isTaken(Path folder) {
        if (!Files.exists(folder.resolve(FILE))) {
            return false;
        }
        String holder = holder(folder);
        try {
            Optional<FolderLock> lock = take(folder, holder);
            lock.ifPresent(FolderLock::close);
            return lock.isEmpty();
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // If the lock could not be released here, the operating system releases it when the process ends.
        } finally {
            HELD.remove(folder);
        }
    }
}
