package id.kezbek.adapters.files;

import id.kezbek.shared.files.FileStore;
import java.nio.file.Path;

/** A file store in a folder, for other tests. */
public final class FolderUnderTest {

    private FolderUnderTest() {}

    public static FileStore in(Path folder) {
        return new FolderStore(folder.toString());
    }
}
