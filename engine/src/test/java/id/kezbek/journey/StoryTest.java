package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.StaffTokens;
import id.kezbek.console.ConsoleCalls;
import id.kezbek.console.ConsoleImages;
import id.kezbek.console.ConsoleTimes;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.ProviderStatements;
import id.kezbek.sandbox.demo.Story;
import id.kezbek.sandbox.run.Installation;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The demo with all its statements, on the engine that the other tests use. */
@EngineTest
class StoryTest {

    private static final Pattern CONSOLE_LINK = Pattern.compile("look: http://[^/ ]+(/console/\\S+)");
    private static final Pattern ISO_DAY = Pattern.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}(?=[T ])");
    private static final Pattern DAY_FIRST = Pattern.compile("[0-9]{2}/[0-9]{2}/20[0-9]{2}");
    private static final DateTimeFormatter DAY_FIRST_FORM = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private final EngineUnderTest engine;

    StoryTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void everyClaimOfTheDemosStoryHolds() {
        // The demo compares the whole ledger with the providers' books, so no other payout may be in progress.
        engine.settle();
        // Ids never go back, so they may be ahead of a clock that an earlier test turned. A statement finds attempts
        // by the time in their ids.
        Instant newest = Instant.ofEpochMilli(engine.get(Ids.class).next().getMostSignificantBits() >>> 16);
        long daysAhead = Math.max(0, Duration.between(Instant.now(), newest).toDays() + 1);
        engine.clock().advance(Duration.ofDays(daysAhead));
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (HttpCalls providers = new HttpCalls(providersUrl())) {
            ProviderStatements statements = new ProviderStatements(providers);

            boolean holds = Story.play(
                    installation(),
                    new Story.Telling(
                            new PrintStream(told, true, StandardCharsets.UTF_8),
                            false,
                            engine.clock(),
                            (provider, day) -> moved(statements.whole(provider, day.minusDays(daysAhead)), daysAhead)));

            assertThat(holds).as(told.toString(StandardCharsets.UTF_8)).isTrue();
            eachLinkIntoTheConsoleOpens(told.toString(StandardCharsets.UTF_8));
        }
    }

    private void eachLinkIntoTheConsoleOpens(String told) {
        Set<String> pages = new TreeSet<>();
        CONSOLE_LINK.matcher(told).results().forEach(link -> pages.add(link.group(1)));
        assertThat(pages.stream().map(page -> page.split("[/?]")[2]))
                .contains(
                        "approvals",
                        "breaks",
                        "customers",
                        "invoices",
                        "ledger",
                        "months",
                        "partners",
                        "payouts",
                        "statements",
                        "transactions");
        try (ConsoleCalls admin = ConsoleCalls.staff(engine, Role.ADMIN)) {
            assertThat(pages)
                    .allSatisfy(page ->
                            assertThat(admin.get(page).statusCode()).as(page).isEqualTo(200));
        }
        if (ConsoleImages.areWanted()) {
            ConsoleImages.write(engine, pages);
        }
        // Afterwards, because the measured tasks change rules.
        if (ConsoleTimes.areWanted()) {
            ConsoleTimes.write(engine, pages);
        }
    }

    @AfterEach
    void resetClock() {
        engine.clock().reset();
    }

    /** The providers use the machine's days; their statements are moved to the engine's days. */
    private static byte[] moved(byte[] statement, long days) {
        String text = ISO_DAY.matcher(new String(statement, StandardCharsets.UTF_8))
                .replaceAll(
                        found -> LocalDate.parse(found.group()).plusDays(days).toString());
        return DAY_FIRST
                .matcher(text)
                .replaceAll(found -> DAY_FIRST_FORM.format(
                        LocalDate.parse(found.group(), DAY_FIRST_FORM).plusDays(days)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String providersUrl() {
        return engine.world().providers().url().toString();
    }

    private Installation installation() {
        Path folder = engine.world().folder();
        return new Installation(
                "http://127.0.0.1:" + engine.port(),
                folder,
                engine.world().mailUrl().toString(),
                providersUrl(),
                withTokensOfToday(folder.resolve("sandbox.json")),
                folder.resolve("engine.log"));
    }

    /**
     * Earlier tests may have turned the clock beyond the lifetime of the seed's tokens, and their sessions were
     * deleted.
     */
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
