package id.kezbek.sandbox.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Folders and files that nobody but their owner can look into. */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /**
     * Creates a folder, and its parents, where it is missing; one that exists is closed to others. A folder that
     * everybody may write to, such as the system's for temporary files, is shared on purpose and stays as it is.
     */
    public static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder, attribute(FOLDER));
        if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
            close(folder, FOLDER);
        }
        return folder;
    }

    /** The folder that a file stands in or will, as {@link #folder} leaves it. */
    public static Path folderOf(Path file) throws IOException {
        return folder(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file stands in a folder"));
    }

    /** Creates an empty file where it is missing; one that exists is closed to others. */
    public static Path file(Path file) throws IOException {
        try {
            Files.createFile(file, attribute(FILE));
        } catch (FileAlreadyExistsException _) {
            close(file, FILE);
        }
        return file;
    }

    /** A new file of this kind, for calls that create it themselves. */
    public static FileAttribute<Set<PosixFilePermission>> newFile() {
        return attribute(FILE);
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }

    private static void close(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (!Files.getPosixFilePermissions(path).equals(permissions)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }
}
