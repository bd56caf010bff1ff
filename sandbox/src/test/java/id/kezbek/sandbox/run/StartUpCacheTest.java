package id.kezbek.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartUpCacheTest {

    @TempDir
    private Path folder;

    private Path jar;
    private Path cache;
    private Path log;

    @BeforeEach
    void lay() throws IOException {
        jar = Files.writeString(folder.resolve("engine.jar"), "");
        cache = folder.resolve("engine.aot");
        log = folder.resolve("start-up-cache.log");
    }

    @Test
    void addsNoFlagsWithoutCache() throws IOException {
        assertThat(of(List.of()).engineFlags()).isEmpty();
    }

    @Test
    void addsCacheAndSeparateLog() throws IOException {
        Files.writeString(cache, "");
        assertThat(of(List.of("-Xmx1g")).engineFlags())
                .containsExactly("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:aot=warning:file=" + log);
    }

    @Test
    void missesTheCacheOfEitherJar() throws IOException {
        Path other = Files.writeString(folder.resolve("sandbox.jar"), "");
        Files.writeString(cache, "");
        assertThat(StartUpCache.isAnyMissing(jar, other)).isTrue();
        Files.writeString(folder.resolve("sandbox.aot"), "");
        assertThat(StartUpCache.isAnyMissing(jar, other)).isFalse();
    }

    @Test
    void leavesACallersOwnCacheAlone() throws IOException {
        Files.writeString(cache, "");
        assertThat(of(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=notes"))
                        .engineFlags())
                .isEmpty();
        EngineProcess.Program classes = new EngineProcess.Program.ClassPath("classes", "Main");
        assertThat(new StartUpCache(classes, List.of(), folder).engineFlags()).isEmpty();
    }

    @Test
    void removesACacheThatTheJvmRefused() throws IOException {
        Files.writeString(cache, "");
        StartUpCache startUp = of(List.of());
        startUp.engineFlags();
        startUp.removeWhereRefused();
        assertThat(cache).as("nothing was said against it").exists();

        Files.writeString(log, "[warning][aot] An error has occurred while processing the AOT cache.\n");
        startUp.removeWhereRefused();
        assertThat(cache).doesNotExist();
        assertThat(startUp.engineFlags()).isEmpty();
    }

    @Test
    void invalidCacheDoesNotStopJvm() throws Exception {
        Files.writeString(cache, "not a cache");
        StartUpCache startUp = of(List.of());
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(startUp.engineFlags());
        command.add("--version");
        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("[aot");
        startUp.removeWhereRefused();
        assertThat(cache).doesNotExist();
    }

    private StartUpCache of(List<String> flags) {
        return new StartUpCache(new EngineProcess.Program.Jar(jar), flags, folder);
    }
}
