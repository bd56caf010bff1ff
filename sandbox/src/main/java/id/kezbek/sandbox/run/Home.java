package id.kezbek.sandbox.run;

import java.nio.file.Path;

/**
 * The folder an installation lives in, {@code .cezbek} of the project unless {@code CEZBEK_HOME} says otherwise.
 *
 * @param folder absolute
 */
public record Home(Path folder) {

    /** What this program writes under the folder; raised when older data can no longer be read. */
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

    /** Files of the present run: the engine's properties, its pid. */
    Path run() {
        return folder.resolve("run");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** Providers' settlement files that were downloaded; they name customers and belong in no repository. */
    public Path statements() {
        return folder.resolve("statements");
    }

    Path engineLog() {
        return logs().resolve("engine.log");
    }

    /** What was seeded, for people and programs: addresses, log-ins, keys. Written by the engine. */
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
