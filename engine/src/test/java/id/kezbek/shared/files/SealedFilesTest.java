package id.kezbek.shared.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import id.kezbek.shared.files.SealedFiles.Name;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Files of several parts, in the real store. */
@EngineTest
class SealedFilesTest {

    private static final int BYTES_MAX = 9 * 1024 * 1024;
    /** Two whole parts and a piece. */
    private static final int BYTES = 2 * 8 * 1024 * 1024 + 5;

    private final FileStore store;
    private final SealedFiles files;
    private final byte[] content = new byte[BYTES];
    private final Name file = new Name("exports/sealed-" + UUID.randomUUID(), BYTES, "a row");

    SealedFilesTest(EngineUnderTest engine) {
        this.store = engine.get(FileStore.class);
        this.files = engine.get(SealedFiles.class);
        new SplittableRandom(7).nextBytes(content);
    }

    @Test
    void returnsFileAndRemovesAllParts() throws IOException {
        byte[] key = files.put(file, new ByteArrayInputStream(content));

        assertThat(read(file, key)).isEqualTo(content);
        assertThat(part(1)).isPresent();
        assertThat(part(3)).isPresent();

        files.remove(file);
        assertThat(part(1)).isEmpty();
        assertThat(part(3)).isEmpty();
    }

    @Test
    void rangeMaySpanParts() throws IOException {
        byte[] key = files.put(file, new ByteArrayInputStream(content));
        int boundary = 8 * 1024 * 1024;
        for (int[] range : new int[][] {
            {0, BYTES},
            {0, 1},
            {boundary - 1, boundary + 1},
            {boundary, boundary + 10},
            {5, 2 * boundary + 3},
            {BYTES - 1, BYTES}
        }) {
            try (InputStream in = files.get(file, key, new SealedFiles.Range(range[0], range[1]))) {
                assertThat(in.readAllBytes())
                        .as(Arrays.toString(range))
                        .isEqualTo(Arrays.copyOfRange(content, range[0], range[1]));
            }
        }
        files.remove(file);
    }

    @Test
    void refusesKeyOfOtherFileOrRow() throws IOException {
        byte[] key = files.put(file, new ByteArrayInputStream(content));
        Name other = new Name(file.name() + "-other", BYTES, "a row");
        byte[] ofOther = files.put(other, new ByteArrayInputStream(content));

        assertThatIllegalStateException().isThrownBy(() -> read(file, ofOther));
        assertThatIllegalStateException().isThrownBy(() -> read(new Name(file.name(), BYTES, "another row"), key));
        files.remove(file);
        files.remove(other);
    }

    @Test
    void refusesPartsThatWereMovedOrCutOff() throws IOException {
        byte[] key = files.put(file, new ByteArrayInputStream(content));

        assertThatIllegalStateException()
                .as("without its last part")
                .isThrownBy(() -> read(new Name(file.name(), BYTES - 5, file.row()), key));
        store.put(file.name() + "-0002", part(1).orElseThrow(), "application/octet-stream");
        assertThatIllegalStateException().as("the first part twice").isThrownBy(() -> read(file, key));
        files.remove(file);
    }

    private Optional<byte[]> part(int number) {
        return store.get("%s-%04d".formatted(file.name(), number), BYTES_MAX);
    }

    private byte[] read(Name name, byte[] key) throws IOException {
        try (InputStream in = files.get(name, key)) {
            return in.readAllBytes();
        }
    }
}
