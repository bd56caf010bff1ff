package id.kezbek.sandbox.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {

    @TempDir
    Path folder;

    @Test
    void createsPrivateFolder() throws IOException {
        Path deep = OwnerOnly.folder(folder.resolve("a/b"));

        assertThat(permissions(folder.resolve("a"))).isEqualTo("rwx------");
        assertThat(permissions(deep)).isEqualTo("rwx------");
        assertThat(permissions(OwnerOnly.file(deep.resolve("file")))).isEqualTo("rw-------");
    }

    @Test
    void closesExistingFolderAndKeepsContent() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        permit(open, "rwxr-xr-x");
        Path file = Files.writeString(open.resolve("file"), "kept");
        permit(file, "rw-r--r--");

        OwnerOnly.folder(open);
        OwnerOnly.file(file);

        assertThat(permissions(open)).isEqualTo("rwx------");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(file).hasContent("kept");
    }

    @Test
    void keepsPublicFolder() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        permit(shared, "rwxrwxrwx");

        OwnerOnly.folder(shared);

        assertThat(permissions(shared)).isEqualTo("rwxrwxrwx");
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
