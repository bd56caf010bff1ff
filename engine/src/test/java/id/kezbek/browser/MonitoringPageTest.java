package id.kezbek.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Staff watch the engine in a real browser. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringPageTest {

    private static final String PAGE = "/api/metrics";
    private static final String SCREENSHOTS = "target/screenshots";
    private static final int CALLS = 200;
    private static final int LOOKS = 4;

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private Chromium chromium;

    MonitoringPageTest(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.partners = partners;
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
    void asksForTokenAndShowsFigures() {
        somethingGoesOn();
        Page page = chromium.page(1120, 900);
        page.navigate(engine.uri(PAGE).toString());
        page.locator("#token").fill("nobody's");
        page.locator("#door button").click();
        page.locator("#refused:not(:empty)").waitFor();
        assertThat(page.locator("#refused").textContent()).startsWith("This token is not known");

        page.locator("#token").fill(engine.staffToken(Role.OPERATIONS));
        page.locator("#door button").click();
        page.locator("#status.live").waitFor();

        assertThat(page.locator("#memory").textContent()).contains("GiB");
        assertThat(page.locator("#states").textContent()).contains("Pending", "In flight", "Unknown outcomes");
        assertThat(page.locator("#providers").textContent()).contains("XENIT", "GOPAIDH2H");
        // Earlier tests of this process may have made busier calls in the last minute.
        Locator all = page.locator("#all-calls");
        boolean isShortened = all.isVisible();
        if (isShortened) {
            all.click();
        }
        Eventually.holds(
                "the page shows the calls since its figures were read",
                () -> ping() && page.locator("#calls").textContent().contains("GET /api/ping"));
        if (isShortened) {
            all.click();
        }
        assertThat(page.locator("#jobs").textContent()).contains("verify-audit");
        assertThat(page.content()).doesNotContain("NaN", "undefined");
        Eventually.holds(
                "the lines have something to show",
                () -> page.locator("#cpu-line polyline").getAttribute("points").split(" ", -1).length >= LOOKS);
        shoot(page, docs(), "monitoring.png");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        shoot(page, Path.of(SCREENSHOTS), "monitoring-dark.png");
        assertThat(chromium.faults()).isEmpty();
    }

    @Test
    void forgetsTokenAndReadsItFromLink() {
        Page page = chromium.page(800, 600);
        page.navigate(
                engine.uri(PAGE + "#token=" + engine.staffToken(Role.AUDITOR)).toString());
        page.locator("#status.live").waitFor();
        assertThat(page.url()).as("the token is out of the address").doesNotContain("token");

        page.locator("#leave").click();

        assertThat(page.locator("#door").isVisible()).isTrue();
        assertThat(page.locator("#figures").isVisible()).isFalse();
        page.reload();
        assertThat(page.locator("#door").isVisible()).isTrue();
    }

    private boolean ping() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Call.to(engine.uri("/api/ping")).by(client).status() == 200;
        }
    }

    private void somethingGoesOn() {
        try (HttpClient client = HttpClient.newHttpClient();
                StaffCalls staff = new StaffCalls(engine)) {
            assertThat(partners.prepaid(Money.rupiah(1_000_000)).value()).isPositive();
            for (int call = 0; call < CALLS; call++) {
                assertThat(Call.to(engine.uri("/api/ping")).by(client).status()).isEqualTo(200);
            }
            for (String job : new String[] {"verify-audit", "forget-expired", "expire-approvals", "recover-emails"}) {
                assertThat(staff.post("/api/v2/jobs/" + job + ":run", Role.OPERATIONS, "")
                                .status())
                        .isEqualTo(202);
            }
        }
    }

    private static void shoot(Page page, Path folder, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(folder.resolve(name)).setFullPage(true));
    }

    /** Stores the image for people; {@code -Ddocs.write=true} writes it to the documentation. */
    private static Path docs() {
        return Path.of(Boolean.getBoolean("docs.write") ? "../docs/images" : SCREENSHOTS);
    }
}
