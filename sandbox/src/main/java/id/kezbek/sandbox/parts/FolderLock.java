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
 * Keeps a folder for one process. The operating system drops the lock when its holder dies, however it dies, so a
 * leftover lock file never blocks a start.
 */
public final class FolderLock implements AutoCloseable {

    private static final String FILE = "lock";
    private static final String HOLDER_FILE = "lock.holder";

    /** Opening and closing a locked file again would drop this process's own lock, so what it holds is known here. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder, creating it where needed.
     *
     * @param holder one line for those who come later and find the folder taken
     * @return empty when another process, or this one, holds it
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

    /** The line the folder's present or last holder left; empty when there was none. */
    public static String holder(Path folder) {
        try {
            return Files.readString(folder.resolve(HOLDER_FILE)).strip();
        } catch (IOException _) {
            return "";
        }
    }

    /** Whether somebody holds the folder now. */
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
            // The lock ends with the process at the latest.
        } finally {
            HELD.remove(folder);
        }
    }
}
