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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A file of several parts, in the real store. The tests share it, because sealing it takes seconds; two end it. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SealedFilesTest {

    private static final int BYTES_MAX = 9 * 1024 * 1024;
    private static final int BOUNDARY = 8 * 1024 * 1024;
    /** Two whole parts and a piece. */
    private static final int BYTES = 2 * BOUNDARY + 5;

    private final FileStore store;
    private final SealedFiles files;
    private final byte[] content = new byte[BYTES];
    private final Name file = new Name("exports/sealed-" + UUID.randomUUID(), BYTES, "a row");
    private byte[] key = new byte[0];

    SealedFilesTest(EngineUnderTest engine) {
        this.store = engine.get(FileStore.class);
        this.files = engine.get(SealedFiles.class);
        new SplittableRandom(7).nextBytes(content);
    }

    @BeforeAll
    void store() throws IOException {
        key = files.put(file, new ByteArrayInputStream(content));
    }

    @Test
    @Order(1)
    void returnsFile() throws IOException {
        assertThat(read(file, key)).isEqualTo(content);
        assertThat(part(1)).isPresent();
        assertThat(part(3)).isPresent();
    }

    @Test
    @Order(2)
    void rangeMaySpanParts() throws IOException {
        for (int[] range : new int[][] {
            {0, 1}, {BOUNDARY - 1, BOUNDARY + 1}, {BOUNDARY, BOUNDARY + 10}, {5, 2 * BOUNDARY + 3}, {BYTES - 1, BYTES}
        }) {
            try (InputStream in = files.get(file, key, new SealedFiles.Range(range[0], range[1]))) {
                assertThat(in.readAllBytes())
                        .as(Arrays.toString(range))
                        .isEqualTo(Arrays.copyOfRange(content, range[0], range[1]));
            }
        }
    }

    @Test
    @Order(3)
    void refusesKeyOfOtherFileOrRow() throws IOException {
        Name other = new Name(file.name() + "-other", 1, "a row");
        byte[] ofOther = files.put(other, new ByteArrayInputStream(new byte[1]));

        assertThatIllegalStateException().isThrownBy(() -> read(file, ofOther));
        assertThatIllegalStateException().isThrownBy(() -> read(new Name(file.name(), BYTES, "another row"), key));
        files.remove(other);
    }

    @Test
    @Order(4)
    void refusesPartsThatWereMovedOrCutOff() {
        assertThatIllegalStateException()
                .as("without its last part")
                .isThrownBy(() -> read(new Name(file.name(), BYTES - 5, file.row()), key));
        store.put(file.name() + "-0002", part(1).orElseThrow(), "application/octet-stream");
        assertThatIllegalStateException().as("the first part twice").isThrownBy(() -> read(file, key));
    }

    @Test
    @Order(5)
    void removesAllParts() {
        files.remove(file);
        assertThat(part(1)).isEmpty();
        assertThat(part(3)).isEmpty();
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
