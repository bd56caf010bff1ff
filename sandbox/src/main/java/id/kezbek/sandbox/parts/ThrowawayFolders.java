package id.kezbek.sandbox.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Temporary folders. After a process is killed, its folder still exists, and its servers may still run. The next
 * process stops these servers and removes the folder.
 */
public final class ThrowawayFolders {

    private static final Logger LOG = LoggerFactory.getLogger(ThrowawayFolders.class);

    /**
     * The minimum age of a folder to remove. A newer folder may belong to a process that has not locked its folder yet.
     */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(2);

    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");

    private static final int CLEARED_AT_ONCE_MAX = 20;

    private ThrowawayFolders() {}

    /** Creates a new folder. Code that uses it for more than a few minutes must take its {@link FolderLock}. */
    public static Path create() {
        return create(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Path create(Path temporary) {
        try {
            Path parent = ownFolder(temporary, "cezbek-" + System.getProperty("user.name"));
            clearAbandoned(parent);
            return Files.createTempDirectory(parent, "world-").toRealPath();
        } catch (IOException e) {
            throw new CannotStart("cannot write to the temporary folder: " + e.getMessage(), e);
        }
    }

    /**
     * Every user can write to the temporary folder. So another user may have created a folder with this name, or may
     * have write access to this folder.
     */
    private static Path ownFolder(Path temporary, String name) throws IOException {
        Path folder = temporary.resolve(name);
        try {
            return Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNERS));
        } catch (FileAlreadyExistsException there) {
            PosixFileAttributes found =
                    Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isDirectory() || !found.owner().equals(oneself(temporary)) || mayOthersWrite(found)) {
                throw new CannotStart(folder + " is not a folder that only you may write to; remove it, or ask"
                        + " its owner to remove it");
            }
            return Files.setPosixFilePermissions(folder, OWNERS);
        }
    }

    private static boolean mayOthersWrite(PosixFileAttributes found) {
        return found.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static UserPrincipal oneself(Path temporary) throws IOException {
        Path own = Files.createTempFile(temporary, "cezbek-", "");
        try {
            return Files.getOwner(own);
        } finally {
            Files.delete(own);
        }
    }

    private static void clearAbandoned(Path parent) throws IOException {
        Instant youngest = Instant.now().minus(LEFT_ALONE);
        try (var folders = Files.list(parent)) {
            folders.filter(folder -> isOlder(folder, youngest))
                    .filter(folder -> !FolderLock.isTaken(folder))
                    .limit(CLEARED_AT_ONCE_MAX)
                    .forEach(ThrowawayFolders::clear);
        }
    }

    private static boolean isOlder(Path folder, Instant instant) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().isBefore(instant);
        } catch (IOException _) {
            return false;
        }
    }

    private static void clear(Path folder) {
        Postgres.stopOrphan(folder.resolve(OutsideWorld.POSTGRES_FOLDER));
        Redis.stopOrphan(folder.resolve(OutsideWorld.REDIS_FOLDER));
        remove(folder);
    }

    public static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the temporary folder {} could not be removed", folder, e);
        }
    }
}
