package id.kezbek.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A developer who has just started the sandbox gets a token and reports a purchase on the page, in a real browser. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TryItPageTest {

    private static final String PAGE = "/api/swagger/index.html";

    private final EngineUnderTest engine;
    private Chromium chromium;
    private Page v2;

    TryItPageTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void start() {
        chromium = Chromium.start();
        v2 = chromium.page(1100, 900);
        v2.navigate(engine.uri(PAGE).toString());
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void reportsPurchaseByClicking() {
        Page page = v2;
        page.locator("#who").selectOption(new SelectOption().setLabel("LAJADA"));
        page.locator("#sandbox .go").click();
        page.locator("#status.good:has-text('Signed in as LAJADA')").waitFor();

        page.locator("#operations-Transactions-reportTransaction").waitFor();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/try-it-top.png")));
        assertThat(page.locator("body").textContent())
                .as("the page understands the document")
                .doesNotContain("not supported");
        Locator operation = execute(page, "operations-Transactions-reportTransaction");

        assertThat(status(operation)).isEqualTo("201");
        assertThat(operation
                        .locator(".live-responses-table .highlight-code")
                        .first()
                        .textContent())
                .contains("cashback", "11250.00", "BRONZE");
        page.evaluate("document.querySelector('.live-responses-table').scrollIntoView();scrollBy(0,-330)");
        shoot(page);
        assertThat(chromium.faults()).isEmpty();
    }

    @Test
    void signsLogInOfV1() {
        Page page = chromium.page(1280, 900);
        page.navigate(engine.uri(PAGE + "#v1").toString());

        Locator operation = execute(page, "operations-Signing_in-signInClient");

        assertThat(status(operation)).isEqualTo("200");
        assertThat(operation
                        .locator(".live-responses-table .highlight-code")
                        .first()
                        .textContent())
                .contains("PT. Lajada Piranti Commerce", "refresh_token");
        assertThat(chromium.faults()).isEmpty();
    }

    @Test
    void staffReadWhatTheirRolePermits() {
        Page page = v2;
        page.locator("#who").selectOption(new SelectOption().setValue("staff finance@kezbek.id"));
        page.locator("#sandbox .go").click();
        page.locator("#status.good:has-text('Signed in as FINANCE')").waitFor();

        Locator operation = execute(page, "operations-Ledger-getTrialBalance");

        assertThat(status(operation)).isEqualTo("200");
        assertThat(chromium.faults()).isEmpty();
    }

    private static Locator execute(Page page, String id) {
        Locator operation = page.locator("#" + id);
        operation.locator(".opblock-summary-control").click();
        operation.locator("button.execute").click();
        operation.locator(".live-responses-table").waitFor();
        return operation;
    }

    private static String status(Locator operation) {
        return operation
                .locator(".live-responses-table .response-col_status")
                .nth(1)
                .textContent()
                .strip();
    }

    /** Stores the image for people; {@code -Ddocs.write=true} writes it to the documentation. */
    private static void shoot(Page page) {
        Path file = Path.of(
                Boolean.getBoolean("docs.write") ? "../docs/images/try-it.png" : "target/screenshots/try-it.png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
}
