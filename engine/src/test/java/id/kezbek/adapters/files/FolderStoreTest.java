package id.kezbek.adapters.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.shared.Eventually;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.systems.SystemAway;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends FileStoreContract {

    @TempDir
    Path folder;

    @Override
    protected FileStore store() {
        return new FolderStore(folder.toString());
    }

    /** An unmounted disk: its folder does not exist. */
    @Override
    protected FileStore storeThatIsAway() throws IOException {
        Path mounted = folder.resolve("mounted");
        Files.writeString(mounted, "no folder");
        return new FolderStore(mounted.toString());
    }

    @Test
    void leavesNothingUnfinishedBehind() throws IOException {
        store().put("logos/one.png", new byte[10], "image/png");
        try (Stream<Path> unfinished = Files.list(folder.resolve(".unfinished"))) {
            assertThat(unfinished).isEmpty();
        }
    }

    @Test
    void wantsAnAbsoluteFolder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FolderStore(""))
                .withMessageContaining("cezbek.files.folder is not set")
                .withMessageContaining("CEZBEK_FILES_FOLDER");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FolderStore("files"))
                .withMessageContaining("not an absolute path");
    }

    /** Also applies to a start: the engine runs without files until the disk is mounted. */
    @Test
    void isOfUseAsSoonAsItsDiskIsThere() throws IOException {
        Path mount = folder.resolve("mount");
        FolderStore store = new FolderStore(mount.toString());
        assertThatThrownBy(store::ask)
                .isInstanceOf(SystemAway.class)
                .hasMessageContaining("cezbek.files.folder")
                .hasMessageNotContaining(mount.toString());
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> store.put("logos/one.png", new byte[10], "image/png"));
        assertThat(mount).as("nothing is made where the disk belongs").doesNotExist();

        Files.createDirectory(mount);
        store.ask();
        store.put("logos/one.png", new byte[10], "image/png");
        assertThat(store.get("logos/one.png", 10)).isPresent();
    }

    /** Any of several processes may be the first to write. */
    @RepeatedTest(30)
    void manyAreTheFirstAtOnce() throws Exception {
        List<FileStore> stores = IntStream.range(0, 8).mapToObj(n -> store()).toList();
        CyclicBarrier together = new CyclicBarrier(stores.size());
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> puts = stores.stream()
                    .<Future<?>>map(store -> threads.submit(() -> {
                        together.await();
                        store.put("logos/one", new byte[10], "image/png");
                        return store;
                    }))
                    .toList();
            for (Future<?> put : puts) {
                put.get();
            }
        }
    }

    /** A named pipe without a writer. Opening it blocks without limit, as on a network disk that hangs. */
    @Test
    void stopsWaitingForHangingDisk() throws Exception {
        store().put("logos/one.png", new byte[10], "image/png");
        FolderStore store = new FolderStore(folder.toString(), Duration.ofSeconds(1));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("hangs").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> store.get("hangs", 10));
        assertThat(store.get("logos/one.png", 10)).isPresent();

        // All threads hang: one from before and these. Further work finds no thread.
        IntStream.rangeClosed(2, Disk.THREADS)
                .forEach(thread -> assertThatExceptionOfType(Refusal.class).isThrownBy(() -> store.get("hangs", 10)));
        assertThatThrownBy(store::ask).hasRootCauseInstanceOf(SocketTimeoutException.class);
        Files.writeString(folder.resolve("hangs"), "it answers again");
        Eventually.holds(
                "it is of use again", () -> store.get("logos/one.png", 10).isPresent());
    }
}
