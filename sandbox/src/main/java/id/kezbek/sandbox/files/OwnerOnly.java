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

/** Creates folders and files that only their owner can read. */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /**
     * Creates a folder and missing parents. If the folder exists, removes the access of other users. Does not change a
     * folder to which everybody may write, for example the system's temporary folder, because such a folder is shared
     * on purpose.
     */
    public static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder, attribute(FOLDER));
        if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
            close(folder, FOLDER);
        }
        return folder;
    }

    /** Creates the folder of a file and restricts the access to it, as {@link #folder} does. */
    public static Path folderOf(Path file) throws IOException {
        return folder(Objects.requireNonNull(file.toAbsolutePath().getParent(), "the file's path has no folder"));
    }

    /** Creates an empty file. If the file exists, removes the access of other users. */
    public static Path file(Path file) throws IOException {
        try {
            Files.createFile(file, attribute(FILE));
        } catch (FileAlreadyExistsException _) {
            close(file, FILE);
        }
        return file;
    }

    /** The file attribute "only the owner can read", for callers that create a file themselves. */
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
