package id.kezbek.reporting.export;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Exports in the file store, in parts, so that the heap holds one part however large a file is. */
@Component
public class ExportFiles {

    private static final String FOLDER = "exports/";
    private static final int PART_BYTES = 8 * 1024 * 1024;
    private static final String TYPE = "application/octet-stream";

    private final FileStore files;

    ExportFiles(FileStore files) {
        this.files = files;
    }

    /** Puts a file, and gives the number of its parts. */
    int put(UUID id, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            int parts = 0;
            for (byte[] part = in.readNBytes(PART_BYTES); part.length > 0; part = in.readNBytes(PART_BYTES)) {
                parts++;
                files.put(key(id, parts), part, TYPE);
            }
            return parts;
        }
    }

    /**
     * The file's bytes, each part read when it is needed.
     *
     * @throws Refusal OUT_OF_SERVICE if the store fails or lacks its first part
     */
    public InputStream get(ExportRecord export) {
        InputStream first = part(export.id(), 1);
        return new SequenceInputStream(new Enumeration<>() {
            private int next = 1;

            @Override
            public boolean hasMoreElements() {
                return next <= export.parts();
            }

            @Override
            public InputStream nextElement() {
                if (!hasMoreElements()) {
                    throw new NoSuchElementException();
                }
                int number = next++;
                return number == 1 ? first : part(export.id(), number);
            }
        });
    }

    void remove(ExportRecord export) {
        for (int part = 1; part <= export.parts(); part++) {
            files.remove(key(export.id(), part));
        }
    }

    private InputStream part(UUID id, int number) {
        return files.get(key(id, number), PART_BYTES)
                .map(ByteArrayInputStream::new)
                .orElseThrow(() -> new Refusal(ErrorCode.OUT_OF_SERVICE, "the file store lacks a part of this file"));
    }

    private static String key(UUID id, int part) {
        return "%s%s-%04d".formatted(FOLDER, Ids.text(id), part);
    }
}
