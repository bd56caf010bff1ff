package id.kezbek.sandbox.files;

import java.nio.file.Path;
import java.util.Optional;

/** Files that take long to create. All checkouts of a user share these files. */
public final class UserCache {

    private UserCache() {}

    /** The folder for files of one kind. The folder may be missing. */
    public static Path folder(String name) {
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isBlank())
                .orElse(Path.of(System.getProperty("user.home"), ".cache").toString());
        return Path.of(cache, "cezbek", name);
    }
}
