package id.kezbek.adapters.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The common behaviour of all file stores. */
public abstract class FileStoreContract {

    private static final int BYTES_MAX = 2_000_000;
    private static final String TYPE = "image/png";

    private final String key = "contract/" + UUID.randomUUID() + ".png";

    protected abstract FileStore store();

    /** A store that is unavailable. */
    protected abstract FileStore storeThatIsAway() throws Exception;

    @Test
    void returnsStoredFile() {
        byte[] bytes = bytes(1_000_000, 1);
        store().put(key, bytes, TYPE);
        assertThat(store().get(key, BYTES_MAX))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(bytes));
    }

    @Test
    void returnsFilesUpToLimit() {
        store().put(key, bytes(1_000, 2), TYPE);
        assertThat(store().get(key, 1_000)).isPresent();
        assertIsAway(() -> store().get(key, 999));
    }

    @Test
    void keepsAnEmptyFile() {
        store().put(key, new byte[0], TYPE);
        assertThat(store().get(key, BYTES_MAX))
                .hasValueSatisfying(kept -> assertThat(kept).isEmpty());
    }

    @Test
    void putsAFileInThePlaceOfOneOfTheSameKey() {
        store().put(key, bytes(500, 3), TYPE);
        store().put(key, bytes(20, 4), TYPE);
        assertThat(store().get(key, BYTES_MAX))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(bytes(20, 4)));
    }

    @Test
    void neverReplacesFile() {
        assertThat(store().putNew(key, bytes(500, 3), TYPE)).isTrue();
        assertThat(store().putNew(key, bytes(20, 4), TYPE)).isFalse();
        assertThat(store().get(key, BYTES_MAX))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(bytes(500, 3)));
    }

    @Test
    void oneOfManyConcurrentPutsOfNewFileSucceeds() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> put = IntStream.range(0, 8)
                    .mapToObj(n -> threads.submit(() -> store().putNew(key, bytes(100, n), TYPE)))
                    .toList();
            int done = 0;
            for (Future<Boolean> one : put) {
                done += one.get() ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
    }

    @Test
    void listsKeysBelowFolder() {
        String folder = "listed-" + UUID.randomUUID();
        store().put(folder + "/2026-11-29/one", bytes(1, 1), TYPE);
        store().put(folder + "/2026-11-30/two", bytes(1, 1), TYPE);
        store().put(folder + "-not/three", bytes(1, 1), TYPE);
        List<String> keys = new ArrayList<>();
        store().keys(folder, keys::add);
        assertThat(keys).containsExactlyInAnyOrder(folder + "/2026-11-29/one", folder + "/2026-11-30/two");
        store().keys("none-" + UUID.randomUUID(), keys::add);
        assertThat(keys).hasSize(2);
    }

    @Test
    void hasNothingUnderAKeyThatWasNeverPut() {
        assertThat(store().get(key, BYTES_MAX)).isEmpty();
    }

    @Test
    void removesFileAndIgnoresMissingOne() {
        store().put(key, bytes(10, 5), TYPE);
        store().remove(key);
        assertThat(store().get(key, BYTES_MAX)).isEmpty();
        store().remove(key);
    }

    @Test
    void concurrentPutsLeaveOneWholeFile() throws Exception {
        List<byte[]> all =
                IntStream.range(0, 8).mapToObj(n -> bytes(100_000, n)).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> puts = all.stream()
                    .<Future<?>>map(bytes -> threads.submit(() -> store().put(key, bytes, TYPE)))
                    .toList();
            for (Future<?> put : puts) {
                put.get();
            }
        }
        byte[] kept = store().get(key, BYTES_MAX).orElseThrow();
        assertThat(all).anyMatch(bytes -> Arrays.equals(bytes, kept));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/logos/one", "../one", "logos/../one", "logos//one", "logos/.one", "logos/", "a b", "a\0"})
    void takesNoKeyThatLeadsElsewhere(String bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> store().put(bad, bytes(1, 6), TYPE));
        assertThatIllegalArgumentException().isThrownBy(() -> store().get(bad, BYTES_MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> store().remove(bad));
    }

    @Test
    void isOutOfServiceWhileUnavailable() throws Exception {
        FileStore away = storeThatIsAway();
        assertIsAway(() -> away.put(key, bytes(1, 7), TYPE));
        assertIsAway(() -> away.get(key, BYTES_MAX));
        assertIsAway(() -> away.remove(key));
        assertThatThrownBy(away::ask).isInstanceOf(RuntimeException.class);
    }

    @Test
    void checkFindsNoProblemWhileAvailable() {
        assertThatCode(() -> store().ask()).doesNotThrowAnyException();
    }

    private static void assertIsAway(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OUT_OF_SERVICE));
    }

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
