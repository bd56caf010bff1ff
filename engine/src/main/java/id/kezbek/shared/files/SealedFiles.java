package id.kezbek.shared.files;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Sealing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Component;

/**
 * Files in the store that nobody can read there. Each is sealed under a key of its own, which its row in the database keeps sealed under
 * the master key: re-sealing the row is enough for a new master key, and a file whose row has lost the key can be read nowhere, backups
 * of the store included. A file rests in parts, so that the heap holds one part however large it is.
 */
@Component
public final class SealedFiles {

    private static final int PART_BYTES = 8 * 1024 * 1024;
    private static final int KEY_BYTES = 32;
    private static final String TYPE = "application/octet-stream";

    /**
     * Which file.
     *
     * @param name the key of its parts in the store, without their numbers
     * @param bytes as they were before sealing
     * @param row the file's row, to which its sealed key belongs
     */
    public record Name(String name, long bytes, String row) {

        public int parts() {
            return Math.toIntExact(Math.max(1, Math.ceilDiv(bytes, PART_BYTES)));
        }

        private String part(int number) {
            return "%s-%04d".formatted(name, number);
        }

        /** A part can neither be moved nor left out at the end. */
        private String context(int number) {
            return "file " + name + " part " + number + " of " + parts();
        }
    }

    /**
     * Some bytes of a file.
     *
     * @param from the first byte
     * @param to the byte after the last
     */
    public record Range(long from, long to) {

        private int firstPart() {
            return partOf(from);
        }

        private int lastPart() {
            return partOf(Math.max(from, to - 1));
        }

        private static int partOf(long place) {
            return Math.toIntExact(place / PART_BYTES) + 1;
        }
    }

    private final FileStore files;
    private final Sealing sealing;
    private final SecureRandom random;

    SealedFiles(FileStore files, Sealing sealing, SecureRandom random) {
        this.files = files;
        this.sealing = sealing;
        this.random = random;
    }

    /**
     * Seals a file and puts it into the store; not for use in a transaction.
     *
     * @return the file's sealed key, for its row
     * @throws Refusal OUT_OF_SERVICE if the store fails; what is there by then cannot be read
     */
    public byte[] put(Name file, InputStream in) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Sealing own = own(key);
        for (int number = 1; number <= file.parts(); number++) {
            files.put(file.part(number), own.seal(in.readNBytes(PART_BYTES), file.context(number)), TYPE);
        }
        return sealing.seal(key, file.row());
    }

    /**
     * The file's bytes, each part read when it is needed.
     *
     * @throws Refusal OUT_OF_SERVICE if the store fails or lacks its first part
     * @throws IllegalStateException if the file or its key was altered
     */
    public InputStream get(Name file, byte[] sealedKey) {
        return get(file, sealedKey, new Range(0, file.bytes()));
    }

    /** Some of the file's bytes; otherwise as {@link #get(Name, byte[])}. */
    public InputStream get(Name file, byte[] sealedKey, Range range) {
        Sealing own = own(sealing.open(sealedKey, file.row()));
        int firstPart = range.firstPart();
        InputStream first = part(file, firstPart, own, range);
        return new SequenceInputStream(new Enumeration<>() {
            private int next = firstPart;

            @Override
            public boolean hasMoreElements() {
                return next <= range.lastPart();
            }

            @Override
            public InputStream nextElement() {
                if (!hasMoreElements()) {
                    throw new NoSuchElementException();
                }
                int number = next++;
                return number == firstPart ? first : part(file, number, own, range);
            }
        });
    }

    public void remove(Name file) {
        for (int number = 1; number <= file.parts(); number++) {
            files.remove(file.part(number));
        }
    }

    /** What of a part lies in the range. */
    private InputStream part(Name file, int number, Sealing own, Range range) {
        byte[] part = files.get(file.part(number), PART_BYTES + Sealing.OVERHEAD_BYTES)
                .map(bytes -> own.open(bytes, file.context(number)))
                .orElseThrow(() -> new Refusal(ErrorCode.OUT_OF_SERVICE, "the file store lacks a part of this file"));
        long begin = (number - 1L) * PART_BYTES;
        int from = (int) Math.max(0, range.from() - begin);
        int to = (int) Math.min(part.length, range.to() - begin);
        return new ByteArrayInputStream(part, from, Math.max(0, to - from));
    }

    private Sealing own(byte[] key) {
        return new Sealing(Base64.getEncoder().encodeToString(key), random);
    }
}
