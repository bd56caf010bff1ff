package id.kezbek.sandbox.run;

import java.nio.file.Path;

/**
 * The folder of an installation: {@code .cezbek} in the project, or the folder in {@code CEZBEK_HOME}.
 *
 * @param folder an absolute path
 */
public record Home(Path folder) {

    /** The version of the folder's layout. Increase it when older data can no longer be read. */
    static final String LAYOUT_VERSION = "1";

    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    Path data() {
        return folder.resolve("data");
    }

    Path postgresData() {
        return data().resolve("postgres");
    }

    /** The folder for files of the current run: the engine's properties and its pid. */
    Path run() {
        return folder.resolve("run");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /**
     * The folder for downloaded settlement files. These files contain customers' phone numbers and must not be
     * committed.
     */
    public Path statements() {
        return folder.resolve("statements");
    }

    Path engineLog() {
        return logs().resolve("engine.log");
    }

    /** The file with the seeded data: addresses, log-ins and keys. The engine writes this file. */
    public Path sandboxFile() {
        return folder.resolve("sandbox.json");
    }

    Path masterKey() {
        return folder.resolve("master.key");
    }

    Path version() {
        return folder.resolve("VERSION");
    }
}
