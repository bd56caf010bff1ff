package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.bench.Practice;
import id.kezbek.sandbox.run.Installation;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine does while it keeps notes for its start-up cache: the cache is worth what these notes know. */
@EngineTest
class PracticeTest {

    private final EngineUnderTest engine;

    PracticeTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void practiceGoesTheWholeRoad(@TempDir Path home) throws IOException {
        engine.settle();
        Files.createDirectories(home.resolve("logs"));
        long purchases = engine.count("cashback.purchase");
        long paid = engine.count("payouts.attempt");
        long emails = engine.count("notifications.email");

        boolean hasBought = Practice.drive(installation(home), 1, 1);
        engine.settle();

        assertThat(hasBought).isTrue();
        assertThat(engine.count("cashback.purchase")).isGreaterThan(purchases);
        assertThat(engine.count("payouts.attempt")).isGreaterThan(paid);
        assertThat(engine.count("notifications.email")).isGreaterThan(emails);
    }

    private Installation installation(Path home) {
        return new Installation(
                "http://127.0.0.1:" + engine.port(),
                home,
                engine.world().mailUrl().toString(),
                engine.world().providers().url().toString(),
                engine.world().folder().resolve("sandbox.json"),
                home.resolve("logs").resolve("engine.log"));
    }
}
