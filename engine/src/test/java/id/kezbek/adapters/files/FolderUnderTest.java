package id.kezbek.adapters.files;

import id.kezbek.shared.files.FileStore;
import java.nio.file.Path;

/** A store of files in a folder, for tests of others. */
public final class FolderUnderTest {

    private FolderUnderTest() {}

    public static FileStore in(Path folder) {
        return new FolderStore(folder.toString());
    }
}
