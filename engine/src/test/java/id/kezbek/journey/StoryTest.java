package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.StaffTokens;
import id.kezbek.sandbox.demo.Story;
import id.kezbek.sandbox.run.Installation;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
                withTokensOfToday(folder.resolve("sandbox.json")),
                folder.resolve("engine.log"));
    }

    /** Tests before this one may have turned the clock beyond the life of the seed's tokens, and forgotten their sessions. */
    private Path withTokensOfToday(Path written) {
        ObjectNode sandbox = (ObjectNode) JsonMapper.shared().readTree(written);
        for (JsonNode person : sandbox.get("staff")) {
            String email = person.get("email").asString();
            ((ObjectNode) person).put("token", engine.get(StaffTokens.class).issue(email, Duration.ofHours(1)));
        }
        Path fresh = engine.world().folder().resolve("story.json");
        JsonMapper.shared().writeValue(fresh, sandbox);
        return fresh;
    }
}
