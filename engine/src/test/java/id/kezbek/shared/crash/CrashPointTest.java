package id.kezbek.shared.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashPointTest {

    private static final long PATIENCE_SECONDS = 60;

    private record Ended(int status, String out, String err) {}

    private record Running(Process process, Path out, Path err) {

        Ended end() throws Exception {
            try {
                assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @TempDir
    Path folder;

    @TempDir
    Path outputs;

    @Test
    void haltsTheProcessThatDeletesItsFile() throws Exception {
        Path armed = Files.createFile(folder.resolve(Victim.POINT));

        Ended ended = run(3, folder);

        assertThat(ended.status()).isEqualTo(137);
        assertThat(ended.out()).doesNotContain("survived", "hook");
        assertThat(ended.err().lines().filter(line -> line.startsWith("cezbek: crash point")))
                .containsExactly("cezbek: crash point test.victim-busy reached, the process halts: the victim is busy");
        assertThat(armed).doesNotExist();
    }

    @Test
    void skipsConfiguredNumberOfPasses() throws Exception {
        Path armed = Files.writeString(folder.resolve(Victim.POINT), "2\n");

        Ended ended = run(5, folder);

        assertThat(ended.status()).isEqualTo(137);
        assertThat(ended.out()).contains("survived 2").doesNotContain("survived 3");
        assertThat(armed).doesNotExist();
    }

    @Test
    void doesNothingUnlessArmed() throws Exception {
        Files.createFile(folder.resolve("test.another-one"));

        Ended ended = run(3, folder);

        assertThat(ended.status()).isZero();
        assertThat(ended.out()).contains("survived 3", "hook");
        assertThat(folder.resolve("test.another-one")).exists();
    }

    @Test
    void killsOneProcessForOneFile() throws Exception {
        Files.createFile(folder.resolve(Victim.POINT));
        List<Running> victims = new ArrayList<>();
        for (int victim = 0; victim < 3; victim++) {
            victims.add(start(2_000, folder));
        }

        List<Integer> statuses = new ArrayList<>();
        for (Running victim : victims) {
            statuses.add(victim.end().status());
        }

        assertThat(statuses).containsExactlyInAnyOrder(137, 0, 0);
    }

    @Test
    void isDeadWithoutAFolder() throws Exception {
        Files.createFile(folder.resolve(Victim.POINT));

        Ended ended = run(1, null);

        assertThat(ended.status()).isZero();
        assertThat(ended.err() + ended.out()).doesNotContain("CRASH POINTS");
    }

    @Test
    void announcesItselfLoudlyAndLeavesTheList() throws Exception {
        Path made = folder.resolve("made");

        Ended ended = run(1, made);

        assertThat(ended.out() + ended.err()).contains("CRASH POINTS ARE ACTIVE");
        assertThat(made.resolve("declared.tsv")).hasContent(CrashPoints.declared());
    }

    @Test
    void refusesAFolderThatCannotBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(run(1, file).err()).contains("cezbek.crash-points.folder is " + file + ", which is not writable");
    }

    @Test
    void refusesNameUnusableAsFileName() {
        assertThatThrownBy(() -> CrashPoint.named("../x", "no")).isInstanceOf(IllegalArgumentException.class);
    }

    private Ended run(int times, @Nullable Path alive) throws Exception {
        return start(times, alive).end();
    }

    private Running start(int times, @Nullable Path alive) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        if (alive != null) {
            command.add("-D" + CrashPoint.FOLDER_PROPERTY + "=" + alive);
        }
        command.addAll(List.of(Victim.class.getName(), Integer.toString(times)));
        Path out = Files.createTempFile(outputs, "victim", ".out");
        Path err = Files.createTempFile(outputs, "victim", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Running(process, out, err);
    }
}
