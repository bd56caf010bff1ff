package id.kezbek.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import id.kezbek.browser.Chromium;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The button that copies an id, in a real browser. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyTest {

    private static final String READ = "navigator.clipboard.readText()";
    private static final String BUTTON = "button[data-copy]";

    private final EngineUnderTest engine;
    private ConsoleSamples samples;
    private Chromium chromium;
    private Reader reader;

    CopyTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void logIn() {
        chromium = Chromium.start();
        samples = ConsoleSamples.of(engine);
        reader = Reader.staff(engine, chromium, Role.ADMIN).in("en").logIn();
        reader.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"en, Copy, Copied.", "id, Salin, Tersalin."})
    void clickCopiesTheIdAndSaysSoWithoutMovingAnything(String language, String label, String said) {
        Page page = reader.page();
        reader.open("/console?lang=" + language);
        reader.open(samples.address("/console/transactions/{id}"));
        Locator button = page.locator("dl.facts " + BUTTON).first();
        String id = button.getAttribute("data-copy");
        BoundingBox before = button.boundingBox();
        double wide = page.locator("dl.facts").first().boundingBox().width;

        button.click();

        assertThat(page.locator("#copied")).hasText(said);
        assertThat(page.evaluate(READ)).isEqualTo(id);
        assertThat(button.getAttribute("aria-label")).isEqualTo(label + " " + id);
        assertThat(button.boundingBox()).usingRecursiveComparison().isEqualTo(before);
        assertThat(page.locator("dl.facts").first().boundingBox().width).isEqualTo(wide);
        reader.open("/console?lang=en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Enter", "Space"})
    void keyboardReachesTheButtonAndCopies(String key) {
        Page page = reader.page();
        reader.open(samples.address("/console/payouts/{id}"));
        Locator button = page.locator("dl.facts " + BUTTON).first();
        page.evaluate("navigator.clipboard.writeText('something else')");
        for (int i = 0; i < 200 && !(boolean) button.evaluate("one => one === document.activeElement"); i++) {
            page.keyboard().press("Tab");
        }

        page.keyboard().press(key);

        assertThat(page.locator("#copied")).hasText("Copied.");
        assertThat(page.evaluate(READ)).isEqualTo(button.getAttribute("data-copy"));
    }

    @Test
    void refusedCopyIsSaidToo() {
        Reader refused = Reader.staff(engine, chromium, Role.ADMIN).in("en").logIn();
        refused.page().addInitScript("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))");
        refused.open("/console/styleguide");

        refused.page().locator(BUTTON).first().click();

        assertThat(refused.page().locator("#copied")).containsText("Select the text instead.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/transactions",
                "/console/transactions/{id}",
                "/console/payouts",
                "/console/payouts/{id}",
                "/console/audit",
                "/console/emails",
                "/console/styleguide"
            })
    void pagesOfferToCopyTheirIdsAndCanBeReadByEverybody(String path) {
        reader.open(samples.address(path));

        assertThat(reader.page().locator("main " + BUTTON).count())
                .as(path)
                .isGreaterThan(path.endsWith("{id}") ? 2 : 0);
        assertThat(reader.violations()).isEmpty();
    }

    @Test
    void withoutScriptThereIsNoButton() {
        Page page = chromium.pageWithoutScripts(1280, 900);
        page.context().addCookies(reader.page().context().cookies());
        page.navigate(engine.uri("/console/styleguide").toString());

        assertThat(page.locator("body")).containsText("01hgw2bbg0000000000000001");
        assertThat(page.locator("button.copy").first()).isHidden();
    }
}
