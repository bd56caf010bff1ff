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
 * Stores sealed files in the file store. Each file has its own key, and the file's row in the database contains that
 * key, sealed with the master key. So a change of the master key requires resealing the row, but not the file. If the
 * key is deleted from the row, nobody can read the file any more, not even in a backup of the store. A file is stored
 * in parts, so that memory holds only one part at a time.
 */
@Component
public final class SealedFiles {

    private static final int PART_BYTES = 8 * 1024 * 1024;
    private static final int KEY_BYTES = 32;
    private static final String TYPE = "application/octet-stream";

    /**
     * Identifies a file.
     *
     * @param name the key of the parts in the store, without their numbers
     * @param bytes the length before sealing
     * @param row the row in the database that contains the sealed key
     */
    public record Name(String name, long bytes, String row) {

        public int parts() {
            return Math.toIntExact(Math.max(1, Math.ceilDiv(bytes, PART_BYTES)));
        }

        private String part(int number) {
            return "%s-%04d".formatted(name, number);
        }

        /**
         * The context contains the part's position and the number of parts. So the engine notices if a part was moved
         * or if the last part was removed.
         */
        private String context(int number) {
            return "file " + name + " part " + number + " of " + parts();
        }
    }

    /**
     * A range of a file's bytes.
     *
     * @param from the first byte, included
     * @param to the end, excluded
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
     * Seals a file and stores it. Do not call this method in a transaction.
     *
     * @return the file's sealed key, for its row
     * @throws Refusal OUT_OF_SERVICE if the store fails; parts that were already stored are unreadable
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
     * Returns the file's bytes. Each part is read from the store when it is needed.
     *
     * @throws Refusal OUT_OF_SERVICE if the store fails or lacks the first part
     * @throws IllegalStateException if the file or its key was altered
     */
    public InputStream get(Name file, byte[] sealedKey) {
        return get(file, sealedKey, new Range(0, file.bytes()));
    }

    /** Like {@link #get(Name, byte[])}, but returns only a range of the file's bytes. */
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

    /** The bytes of a part that are in the range. */
    private InputStream part(Name file, int number, Sealing own, Range range) {
        byte[] part = files.get(file.part(number), PART_BYTES + Sealing.OVERHEAD_BYTES)
                .map(bytes -> own.open(bytes, file.context(number)))
                .orElseThrow(() -> new Refusal(ErrorCode.OUT_OF_SERVICE, "a part is missing in the file store"));
        long begin = (number - 1L) * PART_BYTES;
        int from = (int) Math.max(0, range.from() - begin);
        int to = (int) Math.min(part.length, range.to() - begin);
        return new ByteArrayInputStream(part, from, Math.max(0, to - from));
    }

    private Sealing own(byte[] key) {
        return new Sealing(Base64.getEncoder().encodeToString(key), random);
    }
}
