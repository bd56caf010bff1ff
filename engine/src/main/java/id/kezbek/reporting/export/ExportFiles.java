package id.kezbek.reporting.export;

import id.kezbek.shared.Ids;
import id.kezbek.shared.files.SealedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Stores exports in the file store, in sealed form. */
@Component
public class ExportFiles {

    private static final String FOLDER = "exports/";

    private final SealedFiles files;

    ExportFiles(SealedFiles files) {
        this.files = files;
    }

    /** Stores a file and returns its sealed key. */
    byte[] put(UUID id, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return files.put(name(id, Files.size(file)), in);
        }
    }

    /**
     * Returns a range of the file's bytes; empty if the file does not exist. Each part is read only when the reader
     * needs the part.
     *
     * @param from the first byte
     * @param to the end (exclusive)
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the store fails or does not contain the first part
     */
    public Optional<InputStream> get(ExportRecord export, long from, long to) {
        Manifest manifest = export.manifest();
        byte[] sealedKey = export.sealedKey();
        return manifest == null || sealedKey == null
                ? Optional.empty()
                : Optional.of(
                        files.get(name(export.id(), manifest.bytes()), sealedKey, new SealedFiles.Range(from, to)));
    }

    void remove(UUID id, long bytes) {
        files.remove(name(id, bytes));
    }

    private static SealedFiles.Name name(UUID id, long bytes) {
        return new SealedFiles.Name(FOLDER + Ids.text(id), bytes, ofKey(id));
    }

    /** The context with which a file's key is sealed. */
    static String ofKey(UUID id) {
        return "reporting.export/" + id;
    }
}
