package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import id.kezbek.browser.Chromium;
import id.kezbek.console.ConsolePages.ConsolePage;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Texts of partners and people are shown as plain text, even if they contain HTML. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileNamesTest {

    private static final int TAKEN_MIN = 4;
    /** A page with one of these words shows a text of the file. */
    private static final Pattern MARK = Pattern.compile("owned|7\\*7|elsewhere\\.example|HYPERLINK");

    /** The pages with the newest entries of this test. Texts of other tests may be on further pages. */
    private static final List<String> SHOW_A_TEXT = List.of(
            "ADMIN /console/approvals",
            "ADMIN /console/audit",
            "ADMIN /console/transactions",
            "ADMIN /console/webhook-deliveries/{id}",
            "ADMIN /console/webhooks/{id}",
            "OFFICER /console",
            "OFFICER /console/webhook-deliveries/{id}",
            "OFFICER /console/webhooks",
            "OFFICER /console/webhooks/{id}/change",
            "OFFICER /console/transactions");

    private final EngineUnderTest engine;
    private Chromium chromium;

    HostileNamesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void theyAreShownAndRunNothing() throws IOException {
        ConsoleSamples samples = ConsoleSamples.of(engine);
        List<String> names = names();
        int taken = 0;
        for (String name : names) {
            String reference = JsonMapper.shared().writeValueAsString(name);
            Answer answer = samples.partner()
                    .transact(PurchaseBody.goodV2().with("reference", reference).json());
            // The form already refuses some of them.
            assertThat(answer.status()).as(name).isIn(201, 400);
            taken += answer.status() == 201 ? 1 : 0;
        }
        assertThat(taken).isGreaterThan(TAKEN_MIN);
        samples.webhooks().answerWith(samples.partner(), names);
        String proposal = propose(samples, String.join(" ", names));
        Reader admin = Reader.staff(engine, chromium, Role.ADMIN).in("en");
        admin.open("/console");
        admin.logIn();
        Reader officer =
                Reader.officer(engine, chromium, samples.partner().code()).in("id");
        officer.open("/console");
        officer.logIn();

        admin.open("/console/approvals/" + proposal);
        assertThat(admin.text()).contains("<script>parent.owned=1</script>", "<b id=owned>x</b>");
        requireHarmless(admin);
        Set<String> shown = new TreeSet<>();
        try (ConsoleCalls asAdmin = ConsoleCalls.staff(engine, Role.ADMIN);
                ConsoleCalls asOfficer =
                        ConsoleCalls.officer(engine, samples.partner().code())) {
            for (ConsolePage page : ConsolePages.read(engine)) {
                String address = samples.address(page.path());
                // A page without any of the texts needs no browser, which takes ten times as long.
                if (page.admits(Role.ADMIN)
                        && MARK.matcher(asAdmin.get(address).body()).find()) {
                    shown.add("ADMIN " + page.path());
                    admin.open(address);
                    requireHarmless(admin);
                }
                if (page.admits(Role.OFFICER)
                        && MARK.matcher(asOfficer.get(address).body()).find()) {
                    shown.add("OFFICER " + page.path());
                    officer.open(address);
                    requireHarmless(officer);
                }
            }
        }
        assertThat(shown).as("pages that show a text").containsAll(SHOW_A_TEXT);
        for (String name : names) {
            admin.open("/console/search?q=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
            requireHarmless(admin);
        }
        assertThat(officer.open("/console/transactions")).isEqualTo(200);
        assertThat(officer.text()).contains("'><svg onload=owned=1>");
        assertThat(chromium.faults()).isEmpty();
    }

    /** The log-in does not redirect to other sites. */
    @Test
    void theLogInLeadsToOurPagesOnly() {
        List<String> away = List.of(
                "//elsewhere.example",
                "https://elsewhere.example/console",
                "/\\elsewhere.example",
                "/console/../../elsewhere",
                "/console//elsewhere.example",
                "javascript:owned=1",
                "/consolelsewhere",
                "/console\r\nlocation: https://elsewhere.example");
        try (ConsoleCalls calls = new ConsoleCalls(engine)) {
            for (String target : away) {
                String page = calls.get("/console/sign-in?to=" + URLEncoder.encode(target, StandardCharsets.UTF_8))
                        .body();
                assertThat(page).as(target).contains("name=\"to\" value=\"/console\"");
            }
        }
    }

    private String propose(ConsoleSamples samples, String reason) {
        try (StaffCalls staff = new StaffCalls(engine)) {
            String shortened = reason.codePoints()
                    .filter(letter -> Character.getType(letter) != Character.FORMAT)
                    .limit(490)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            Answer proposed = staff.post(
                    "/api/v2/partners/" + samples.partner().code() + "/funding/top-ups",
                    Role.FINANCE,
                    "{\"amount\":{\"value\":\"5000.00\",\"currency\":\"IDR\"},\"bank_reference\":\"<i>H"
                            + samples.partner().code() + "\",\"reason\":"
                            + JsonMapper.shared().writeValueAsString(shortened) + "}");
            assertThat(proposed.status()).as(proposed.body().toString()).isEqualTo(202);
            return proposed.body().get("id").asString();
        }
    }

    private static void requireHarmless(Reader reader) {
        Page page = reader.page();
        Object found = page.evaluate("""
                () => [...document.querySelectorAll("*")]
                  .filter(e => e.id === "owned"
                    || [...e.attributes].some(a => a.name.startsWith("on"))
                    || (e.tagName === "SCRIPT" && !e.src)
                    || (e.tagName === "IMG" && !e.src.endsWith("/icon.svg"))
                    || (e.tagName === "A" && !(e.getAttribute("href") ?? "").match(/^[/#]/)))
                  .map(e => e.outerHTML)
                  .concat("owned" in window ? ["a script ran"] : [])""");
        assertThat((List<?>) found).as(page.url()).isEmpty();
    }

    private static List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(HostileNamesTest.class.getResourceAsStream("/console/hostile-names.txt")),
                StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.isBlank()).forEach(names::add);
        }
        return names;
    }
}
