package id.kezbek.administration.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of {@code ops/}, found from a module's folder or from the repository's folder. */
final class OperationsFiles {

    private OperationsFiles() {}

    static Path folder(String name) {
        Path here = Path.of("").toAbsolutePath();
        return (Files.isDirectory(here.resolve("sandbox")) ? here : here.getParent())
                .resolve("ops")
                .resolve(name);
    }

    static String read(String name) {
        try {
            return Files.readString(folder(name));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
