package id.kezbek.shared.crash;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.GeneratedDocument;
import id.kezbek.shared.crash.DeclaredPoints.Declared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CrashPointsTest {

    /** Issue 3 requires 20; a lower number than now would be a loss. */
    private static final int FEWEST = 40;

    private static DeclaredPoints declared;
    private static List<CrashPoint> sorted;

    @BeforeAll
    static void scan() throws Exception {
        declared = DeclaredPoints.ofEngine();
        sorted = declared.all().stream()
                .map(Declared::point)
                .sorted(Comparator.comparing(CrashPoint::name))
                .toList();
        assertThat(sorted).hasSizeGreaterThanOrEqualTo(FEWEST);
    }

    @Test
    void eachPointIsReachedInItsClass() {
        assertThat(declared.all())
                .allSatisfy(one -> assertThat(one.isReached(declared.reached()))
                        .as(one.toString())
                        .isTrue());
    }

    @Test
    void eachPointIsPrivateConstantWithUniqueName() {
        assertThat(declared.all())
                .allSatisfy(one ->
                        assertThat(one.isPrivateConstant()).as(one.toString()).isTrue());
        assertThat(sorted).extracting(CrashPoint::name).doesNotHaveDuplicates();
        assertThat(sorted)
                .extracting(CrashPoint::what)
                .doesNotHaveDuplicates()
                .allSatisfy(
                        what -> assertThat(what).doesNotContain("\t", "\n", "|").isNotBlank());
    }

    @Test
    void listInJarIsComplete() throws IOException {
        String lines = sorted.stream()
                .map(point -> point.name() + "\t" + point.what() + "\n")
                .collect(Collectors.joining());
        if (Boolean.getBoolean("docs.write")) {
            Path resource = Path.of("src/main/resources", CrashPoints.RESOURCE);
            Files.writeString(resource, lines);
            assertThat(Files.readString(resource)).isEqualTo(lines);
        } else {
            assertThat(CrashPoints.declared())
                    .as("run this test with -Ddocs.write=true")
                    .isEqualTo(lines);
        }
    }

    @Test
    void pageIsComplete() throws IOException {
        GeneratedDocument.named("crash-points.md").mustBe("""
                # Crash points

                Crash points are places in the code where the crash suite kills a process. `./cezbek torture` arms one
                after the other; `./cezbek torture --list` prints them. They work only if the engine was started with
                `-Dcezbek.crash-points.folder=<folder>`. If that folder contains a file with a point's name, the
                process that reaches the point stops at once, as after kill -9. If the file contains a
                number, the process passes the point that many times before it stops.

                | point | where the process dies |
                |---|---|
                %s""".formatted(sorted.stream()
                .map(point -> "| `" + point.name() + "` | " + point.what() + " |\n")
                .collect(Collectors.joining())));
    }
}
