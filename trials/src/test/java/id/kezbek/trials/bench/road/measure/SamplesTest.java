package id.kezbek.trials.bench.road.measure;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.trials.bench.road.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {

    @TempDir
    Path folder;

    @Test
    void readsSamplesOfRecordedProcess() throws IOException {
        Recorder recorder = new Recorder(folder);
        long self = ProcessHandle.current().pid();
        Path file = folder.resolve("one.jfr");
        recorder.start(self);
        long began = System.nanoTime();
        int work = 0;
        while (System.nanoTime() - began < 1_000_000_000L) {
            work += UUID.nameUUIDFromBytes(new byte[] {(byte) work}).hashCode();
        }
        recorder.stop(self, file);
        Samples samples = new Samples();
        samples.read(file);
        assertThat(samples.count()).isPositive();
        assertThat(List.of(Stage.values()).stream().mapToDouble(samples::share).sum())
                .isBetween(0.999, 1.001);
        Path stacks = folder.resolve("stacks");
        samples.writeStacks(stacks);
        assertThat(Files.readAllLines(stacks))
                .anyMatch(
                        line -> line.matches(".*;" + SamplesTest.class.getName().replace(".", "\\.")
                                + "\\.readsSamplesOfRecordedProcess.* [0-9]+"));
    }

    @Test
    void threadsOfTheVirtualMachineAreCounted() {
        ThreadTimes nothing = new ThreadTimes(java.util.Map.of());
        ThreadTimes now =
                new ThreadTimes(java.util.Map.of("11 C2 CompilerThre", 30L, "12 GC Thread#0", 7L, "13 java", 5L));
        assertThat(now.since(nothing, Stage.JIT)).isEqualTo(30);
        assertThat(now.since(now, Stage.JIT)).isZero();
        assertThat(now.since(nothing, Stage.GC)).isEqualTo(7);
    }
}
