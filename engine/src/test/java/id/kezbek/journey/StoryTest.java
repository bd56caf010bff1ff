package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.demo.Story;
import id.kezbek.sandbox.run.Installation;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The story that the demo tells, with each of its claims, on the engine that the other tests use. */
@EngineTest
class StoryTest {

    private final EngineUnderTest engine;

    StoryTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void everyClaimOfTheDemosStoryHolds() {
        // The story holds the whole ledger against the providers' books, so nobody else's money may be on its way.
        engine.settle();
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        boolean holds = Story.play(installation(), new PrintStream(told, true, StandardCharsets.UTF_8), false);

        assertThat(holds).as(told.toString(StandardCharsets.UTF_8)).isTrue();
    }

    private Installation installation() {
        Path folder = engine.world().folder();
        return new Installation(
                "http://127.0.0.1:" + engine.port(),
                folder,
                engine.world().mailUrl().toString(),
                engine.world().providers().url().toString(),
                folder.resolve("sandbox.json"),
                folder.resolve("engine.log"));
    }
}
