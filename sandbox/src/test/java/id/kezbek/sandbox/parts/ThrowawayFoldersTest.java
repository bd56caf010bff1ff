package id.kezbek.sandbox.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrowawayFoldersTest {

    @TempDir
    private Path temporary;

    private Path parent;

    @BeforeEach
    void name() {
        parent = temporary.resolve("cezbek-" + System.getProperty("user.name"));
    }

    @Test
    void isOnesOwnAlone() throws IOException {
        Path folder = ThrowawayFolders.create(temporary);
        assertThat(folder).isDirectory().hasParent(parent.toRealPath());
        assertThat(permissions()).isEqualTo("rwx------");
    }

    @Test
    void closesReadableFolder() throws IOException {
        parent("rwxr-xr-x");
        ThrowawayFolders.create(temporary);
        assertThat(permissions()).isEqualTo("rwx------");
    }

    @Test
    void refusesWritableFolder() throws IOException {
        parent("rwxrwxrwx");
        assertThatThrownBy(() -> ThrowawayFolders.create(temporary))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(parent + " is not a folder that only you may write to");
    }

    @Test
    void refusesForeignLink() throws IOException {
        Files.createSymbolicLink(parent, Files.createDirectory(temporary.resolve("elsewhere")));
        assertThatThrownBy(() -> ThrowawayFolders.create(temporary)).isInstanceOf(CannotStart.class);
    }

    private void parent(String permissions) throws IOException {
        Files.setPosixFilePermissions(Files.createDirectory(parent), PosixFilePermissions.fromString(permissions));
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(parent));
    }
}
