package id.kezbek.sandbox.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several starts in one folder. */
class RestartTest {

    private static final long READY_MAX_SECONDS = 60;

    @TempDir
    Path folder;

    @Test
    void keepsDataFromOneStartToTheNext() throws Exception {
        try (OutsideWorld first = OutsideWorld.start(folder)) {
            remember(first, "before");
            try (var redis = new OutsideWorldTest.RedisTalk(first.engineProperties())) {
                redis.ask("SET greeting before");
            }
        }
        assertThat(servers()).isEmpty();

        try (OutsideWorld second = OutsideWorld.start(folder)) {
            assertThat(remembered(second)).isEqualTo("before");
            try (var redis = new OutsideWorldTest.RedisTalk(second.engineProperties())) {
                assertThat(redis.ask("STRLEN greeting")).isEqualTo(":6");
            }
        }
    }

    @Test
    void stopsTheServersAKilledProcessLeftAndFindsItsData() throws Exception {
        killAWorldOnTheFolder();
        List<ProcessHandle> orphans = servers();
        assertThat(orphans).hasSize(2);

        try (OutsideWorld next = OutsideWorld.start(folder)) {
            assertThat(servers()).hasSize(2).doesNotContainAnyElementsOf(orphans);
            assertThat(remembered(next)).isEqualTo("committed");
        }
    }

    @Test
    void leavesAStrangersProcessAloneThoughThePidFileNamesIt() throws Exception {
        Process stranger = new ProcessBuilder("tail", "-f", "/dev/null").start();
        try {
            Path pidFile = Files.writeString(folder.resolve("redis.pid"), stranger.pid() + "\n");
            assertThat(Orphan.stop(pidFile, folder.toString(), Orphan.Signal.TERM))
                    .isFalse();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    private void killAWorldOnTheFolder() throws Exception {
        Process victim = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Victim.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = victim.inputReader()) {
            boolean ready = output.lines().anyMatch(Victim.READY::equals);
            assertThat(ready).isTrue();
        } finally {
            victim.destroyForcibly();
            assertThat(victim.waitFor(READY_MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    private List<ProcessHandle> servers() {
        return Stream.of(
                        Orphan.find(folder.resolve("postgres").resolve("postmaster.pid"), folder.toString()),
                        Orphan.find(folder.resolve("redis").resolve("redis.pid"), folder.toString()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static void remember(OutsideWorld world, String word) throws SQLException {
        try (Connection owner = DriverManager.getConnection(world.jdbcUrl())) {
            owner.createStatement().execute("create table public.memory (word text)");
            try (var insert = owner.prepareStatement("insert into public.memory values (?)")) {
                insert.setString(1, word);
                insert.executeUpdate();
            }
        }
    }

    private static String remembered(OutsideWorld world) throws SQLException {
        try (Connection owner = DriverManager.getConnection(world.jdbcUrl());
                var rows = owner.createStatement().executeQuery("select word from public.memory")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** A separate process that is killed while its servers run. */
    static final class Victim {

        static final String READY = "ready to be killed";

        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            OutsideWorld world = OutsideWorld.start(Path.of(arguments[0]));
            Map<String, String> properties = world.engineProperties();
            assertThat(properties).isNotEmpty();
            remember(world, "committed");
            System.out.println(READY);
            Thread.currentThread().join();
        }
    }
}
