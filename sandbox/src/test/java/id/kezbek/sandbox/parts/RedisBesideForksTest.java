package id.kezbek.sandbox.parts;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that was just unpacked cannot be run while the child of another start still has its file open. */
class RedisBesideForksTest {

    private static final int STARTS = 12;

    @TempDir
    Path folder;

    @Test
    void startsDuringOtherProcessStarts() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        Thread[] others = IntStream.range(0, 4)
                .mapToObj(n -> Thread.ofPlatform().start(() -> startOthers(isOver)))
                .toArray(Thread[]::new);
        try {
            for (int n = 0; n < STARTS; n++) {
                try (Redis redis = new Redis(folder.resolve("redis-" + n))) {
                    assertThatCode(redis::start).doesNotThrowAnyException();
                }
            }
        } finally {
            isOver.set(true);
            for (Thread other : others) {
                other.join();
            }
        }
    }

    private static void startOthers(AtomicBoolean isOver) {
        while (!isOver.get()) {
            try {
                new ProcessBuilder("true").start().waitFor();
            } catch (java.io.IOException | InterruptedException failed) {
                throw new AssertionError(failed);
            }
        }
    }
}
