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
     * Some of the file's bytes, each part read when it is needed.
     *
     * @param from the first byte
     * @param to excluded, and more than {@code from}
     * @throws Refusal OUT_OF_SERVICE if the store fails or lacks the first part
     */
    public InputStream get(ExportRecord export, long from, long to) {
        int firstPart = partOf(from);
        int lastPart = partOf(to - 1);
        InputStream first = part(export.id(), firstPart, from, to);
        return new SequenceInputStream(new Enumeration<>() {
            private int next = firstPart;

            @Override
            public boolean hasMoreElements() {
                return next <= lastPart;
            }

            @Override
            public InputStream nextElement() {
                if (!hasMoreElements()) {
                    throw new NoSuchElementException();
                }
                int number = next++;
                return number == firstPart ? first : part(export.id(), number, from, to);
            }
        });
    }

    void remove(ExportRecord export) {
        for (int part = 1; part <= export.parts(); part++) {
            files.remove(key(export.id(), part));
        }
    }

    private static int partOf(long place) {
        return Math.toIntExact(place / PART_BYTES) + 1;
    }

    /** What of a part lies between two places of the file. */
    private InputStream part(UUID id, int number, long from, long to) {
        long begin = (number - 1L) * PART_BYTES;
        return files.get(key(id, number), PART_BYTES)
                .map(bytes -> {
                    int first = (int) Math.max(0, from - begin);
                    int end = (int) Math.min(bytes.length, to - begin);
                    return new ByteArrayInputStream(bytes, first, Math.max(0, end - first));
                })
                .orElseThrow(() -> new Refusal(ErrorCode.OUT_OF_SERVICE, "the file store lacks a part of this file"));
    }

    private static String key(UUID id, int part) {
        return "%s%s-%04d".formatted(FOLDER, Ids.text(id), part);
    }
}
