package id.kezbek.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.parts.FolderLock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requests to the engine's doctor, with and without a running installation. */
class DoctorCommandTest {

    @TempDir
    Path folder;

    /** Replaces the engine: prints its arguments, and fails if it is told to. */
    public static final class Asked {

        public static void main(String[] arguments) {
            System.out.println(String.join(" ", arguments));
            System.exit(Arrays.asList(arguments).contains("--ill=yes") ? 1 : 0);
        }
    }

    private record Said(boolean isWell, List<String> lines) {}

    @Test
    void checksOnlySettingsWithoutInstallation() {
        Said said = doctor();

        assertThat(said.isWell()).isTrue();
        assertThat(said.lines()).hasSize(2);
        assertThat(said.lines().getFirst()).contains("./cezbek up starts", "the settings only");
        assertThat(said.lines().getLast()).isEqualTo("doctor --settings");
    }

    @Test
    void passesArgumentsOnOnce() {
        assertThat(doctor("--settings=set", "--cezbek.accept.lanes=3").lines().getLast())
                .isEqualTo("doctor --settings=set --cezbek.accept.lanes=3");
    }

    @Test
    void returnsEnginesStatus() {
        assertThat(doctor("--ill=yes").isWell()).isFalse();
    }

    @Test
    void checksSystemsOfRunningInstallation() throws Exception {
        Path properties = home().run().resolve(EngineProcess.PROPERTIES_FILE);
        Files.createDirectories(properties.getParent());
        Files.writeString(properties, "server.port=1\n");
        try (FolderLock up = FolderLock.take(folder, "this test").orElseThrow()) {
            assertThat(doctor().lines())
                    .as(up.toString())
                    .containsExactly("doctor --spring.config.additional-location=file:" + properties);
        }
    }

    private Home home() {
        return new Home(folder);
    }

    private Said doctor(String... flags) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean isWell = DoctorCommand.run(
                home(),
                new EngineProcess.Program.ClassPath(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Asked.class.getName()),
                List.of(flags),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return new Said(isWell, out.toString(StandardCharsets.UTF_8).lines().toList());
    }
}
