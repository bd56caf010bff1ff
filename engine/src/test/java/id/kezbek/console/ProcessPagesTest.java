package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import id.kezbek.browser.Chromium;
import id.kezbek.facts.FactReaders;
import id.kezbek.jobs.Place;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The console shows the figures of the monitoring page. */
@EngineTest
class ProcessPagesTest {

    private static final String PAGE = "/console/processes";
    private static final int CALLS = 20;
    private static final Pattern PING = Pattern.compile(
            "GET /api/ping</td>\\s*<td class=\"number\">([^<]+)</td>\\s*<td class=\"number\">([^<]+ ms)<");

    private final EngineUnderTest engine;

    ProcessPagesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"OPERATIONS", "AUDITOR"})
    void staffReadTheFiguresOfTheProcessAndOfAllProcesses(Role role) {
        try (HttpClient client = HttpClient.newHttpClient();
                ConsoleCalls staff = ConsoleCalls.staff(engine, role)) {
            for (int call = 0; call < CALLS; call++) {
                assertThat(Call.to(engine.uri("/api/ping")).by(client).status()).isEqualTo(200);
            }
            staff.get("/console?lang=en");

            String page = staff.get(PAGE + "?calls=all").body();

            Matcher ping = PING.matcher(page);
            assertThat(ping.find()).as("rate and median of the ping").isTrue();
            assertThat(ping.group(1)).isNotEqualTo("0");
            assertThat(page)
                    .contains(engine.get(Place.class).text(), " GiB", "heap of at most", "Database connections in use")
                    .contains("Payouts: On its way", "/console/payouts/stuck?waits_for=OUTCOME", "/console/jobs")
                    .contains("href=\"/api/metrics\"")
                    .doesNotContain("NaN", "null");
            engine.get(FactReaders.class)
                    .all()
                    .forEach(reader -> assertThat(page).contains("<td>" + reader.consumer() + "</td>"));
            assertThat(page.contains("href=\"/console/dead-letters\""))
                    .as("only roles that may open the list have a link to it")
                    .isEqualTo(role == Role.OPERATIONS);
            staff.get("/console?lang=id");
            assertThat(staff.get(PAGE).body()).contains("Semua proses", "Kejadian belum dibaca");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', ",
        "?refreshes=0, ",
        "?refreshes=2, ?refreshes=1",
        "?refreshes=1, ''",
        "?refreshes=999, ?refreshes=59"
    })
    void refreshesOnlyOnRequestAndForALimitedTime(String asked, String next) {
        try (ConsoleCalls staff = ConsoleCalls.staff(engine, Role.OPERATIONS)) {
            String page = staff.get(PAGE + asked).body();

            if (next == null) {
                assertThat(page).doesNotContain("hx-get", "hx-trigger").contains(PAGE + "?refreshes=60");
            } else {
                assertThat(page).contains("hx-get=\"" + PAGE + next + "\"", "hx-trigger=\"every 5s\"");
            }
        }
    }

    @Test
    void theRefreshLeavesTheKeyboardWhereItIs() {
        try (Chromium chromium = Chromium.start()) {
            Reader reader = Reader.staff(engine, chromium, Role.OPERATIONS).in("en");
            reader.open("/console");
            reader.logIn();
            reader.open(PAGE);
            Page page = reader.page();
            page.locator("#refresh").click();
            page.waitForURL("**" + PAGE + "?refreshes=60");
            page.locator("#refresh").focus();
            page.evaluate("document.getElementById('figures').dataset.old = ''");

            page.locator("#figures:not([data-old])").waitFor();

            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("refresh");
            assertThat(reader.violations()).isEmpty();
            page.locator("#refresh").click();
            page.waitForURL("**" + PAGE);
            assertThat(page.locator("[hx-trigger]").count()).isZero();
            assertThat(chromium.faults()).isEmpty();
        }
    }
}
