package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Map;
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
    /** The name of a field before its script. */
    private static final Pattern FIELD = Pattern.compile("(\\w+)(?:&lt;|<)script(?:&gt;|>)owned=1");

    /** The pages that a browser opens, with the newest entries of this test. Texts of other tests may be on further pages. */
    private static final Set<String> OPENED = Set.of(
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

    /** The pages on which the texts of these fields are at least. */
    private static final Set<String> SHOW_A_FIELD = Set.of(
            "ADMIN /console/approvals Credit",
            "ADMIN /console/approvals Proposed",
            "ADMIN /console/approvals TopUp",
            "ADMIN /console/breaks/{id} Explained",
            "ADMIN /console/breaks/{id} Line",
            "ADMIN /console/customers/{msisdn}",
            "ADMIN /console/invoices/{code}/{id} Credit",
            "ADMIN /console/partners Onboarded",
            "ADMIN /console/partners/{code} Address",
            "ADMIN /console/partners/{code} Colleague",
            "ADMIN /console/partners/{code} Company",
            "ADMIN /console/partners/{code} Person",
            "ADMIN /console/partners/{code} Proposed",
            "ADMIN /console/partners/{code}/balance TopUp",
            "ADMIN /console/partners/{code}/change Address",
            "ADMIN /console/payouts/{id} Provider",
            "ADMIN /console/statements/{id} Row",
            "ADMIN /console/transactions/{id} Provider",
            "ADMIN /console/transactions/{id}/refunds Refund",
            "OFFICER /console/balance TopUp",
            "OFFICER /console/company Address",
            "OFFICER /console/company Company",
            "OFFICER /console/customers/{msisdn}",
            "OFFICER /console/invoices/{code}/{id} Credit",
            "OFFICER /console/officers Colleague",
            "OFFICER /console/officers Proposed",
            "OFFICER /console/payouts/{id} Provider",
            "OFFICER /console/transactions/{id} Provider",
            "OFFICER /console/transactions/{id}/refunds Refund",
            "preview Line",
            "preview Row");

    /** The elements of a page that only a text can have created. */
    private static final String HARMFUL = """
            (page => [...page.querySelectorAll("*")]
              .filter(e => e.id === "owned"
                || [...e.attributes].some(a => a.name.startsWith("on"))
                || (e.tagName === "SCRIPT" && !(e.getAttribute("src") ?? "").startsWith("/console/"))
                || (e.tagName === "IMG" && !(e.getAttribute("src") ?? "").startsWith("/console/"))
                || (e.tagName === "A" && !(e.getAttribute("href") ?? "").match(/^([/](?![/])|#)/)))
              .map(e => e.outerHTML))""";

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
                    .transact(PurchaseBody.goodV2()
                            .with("reference", reference)
                            .with("msisdn", "\"" + samples.customer() + "\"")
                            .json());
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
        try (HostileTexts texts = new HostileTexts(engine, samples, names);
                ConsoleCalls asAdmin = ConsoleCalls.staff(engine, Role.ADMIN);
                ConsoleCalls asOfficer =
                        ConsoleCalls.officer(engine, samples.partner().code())) {
            texts.partner();
            texts.officers(asOfficer);
            texts.money();
            String statement = texts.provider();
            Map<String, String> addresses = Map.of(
                    "/console/statements/{id}",
                    "/console/statements/" + statement,
                    "/console/breaks/{id}",
                    "/console/breaks/" + texts.explanation(statement),
                    "/console/partners",
                    "/console/partners?search=HOSTILE1");
            for (ConsolePage page : ConsolePages.read(engine)) {
                String address = addresses.getOrDefault(page.path(), samples.address(page.path()));
                if (page.admits(Role.ADMIN)) {
                    look("ADMIN " + page.path(), address, asAdmin, admin, shown);
                }
                if (page.admits(Role.OFFICER)) {
                    look("OFFICER " + page.path(), address, asOfficer, officer, shown);
                }
            }
            String preview = texts.preview(asAdmin);
            requireHarmless("the preview", preview, admin);
            FIELD.matcher(preview).results().forEach(field -> shown.add("preview " + field.group(1)));
        }
        Set<String> missing = new TreeSet<>(OPENED);
        missing.addAll(SHOW_A_FIELD);
        missing.removeAll(shown);
        assertThat(missing).as("pages that should show a text").isEmpty();
        for (String name : names) {
            admin.open("/console/search?q=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
            requireHarmless(admin);
        }
        assertThat(officer.open("/console/transactions")).isEqualTo(200);
        assertThat(officer.text()).contains("'><svg onload=owned=1>");
        assertThat(chromium.faults()).isEmpty();
    }

    /** A parsed page with a harmful element is found. */
    @Test
    void findsHarmfulElements() {
        Page page = chromium.page(100, 100);
        Reader reader = Reader.of(engine, page);
        for (String harmful : List.of(
                "<script>owned=1</script>",
                "<img src=x>",
                "<svg onload=owned=1>",
                "<b id=owned>x</b>",
                "<a href=javascript:owned=1>x</a>",
                "<a href=//elsewhere.example>x</a>",
                "<script src=//elsewhere.example></script>",
                "<a href='https://elsewhere.example'>x</a>")) {
            assertThatThrownBy(() -> requireHarmless("page", "<p>" + harmful + "</p>", reader))
                    .as(harmful)
                    .isInstanceOf(AssertionError.class);
        }
        requireHarmless("page", "<p>&lt;script>owned=1&lt;/script></p><a href='/console'>x</a>", reader);
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

    /** Reads a page; a browser, which takes ten times as long, opens only some of the pages with a text. */
    private static void look(String page, String address, ConsoleCalls calls, Reader reader, Set<String> shown) {
        String html = calls.get(address).body();
        if (!MARK.matcher(html).find()) {
            return;
        }
        shown.add(page);
        FIELD.matcher(html).results().forEach(field -> shown.add(page + " " + field.group(1)));
        requireHarmless(page, html, reader);
        if (OPENED.contains(page)) {
            reader.open(address);
            requireHarmless(reader);
        }
    }

    /** Checks a page without opening it: a browser parses the HTML and runs nothing. */
    private static void requireHarmless(String page, String html, Reader parser) {
        Object found = parser.page()
                .evaluate("html => " + HARMFUL + "(new DOMParser().parseFromString(html, 'text/html'))", html);
        assertThat((List<?>) found).as(page).isEmpty();
    }

    private static void requireHarmless(Reader reader) {
        Page page = reader.page();
        Object found = page.evaluate("() => " + HARMFUL + """
                (document).concat("owned" in window ? ["a script ran"] : [])""");
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
