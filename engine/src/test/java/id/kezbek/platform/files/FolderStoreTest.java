package id.kezbek.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import id.kezbek.shared.files.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends FileStoreContract {

    @TempDir
    Path folder;

    @Override
    protected FileStore store() {
        return new FolderStore(folder.toString());
    }

    /** A disk that was unmounted: where its folder was is none. */
    @Override
    protected FileStore storeThatIsAway() throws IOException {
        Path mounted = folder.resolve("mounted");
        FileStore store = new FolderStore(mounted.toString());
        Files.delete(mounted.resolve(".unfinished"));
        Files.delete(mounted);
        Files.writeString(mounted, "no folder");
        return store;
    }

    @Test
    void leavesNothingUnfinishedBehind() throws IOException {
        store().put("logos/one.png", new byte[10], "image/png");
        try (Stream<Path> unfinished = Files.list(folder.resolve(".unfinished"))) {
            assertThat(unfinished).isEmpty();
        }
    }

    @Test
    void wantsAnAbsoluteFolderThatItMayWrite() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FolderStore(""))
                .withMessageContaining("cezbek.files.folder is not set")
                .withMessageContaining("CEZBEK_FILES_FOLDER");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FolderStore("files"))
                .withMessageContaining("no absolute path");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FolderStore(file.toString()))
                .withMessageContaining("cannot be written");
    }
}
