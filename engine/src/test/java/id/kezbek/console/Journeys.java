package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import id.kezbek.browser.Chromium;
import id.kezbek.console.frame.Words;
import id.kezbek.shared.Language;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineUnderTest;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** People who do their tasks in a browser, each role in one of the languages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Journeys {

    /** More than the number of focusable elements of any page. */
    private static final int TABS_MAX = 400;

    private static final Set<Role> IN_INDONESIAN = EnumSet.of(Role.OPERATIONS, Role.AUDITOR);

    private final EngineUnderTest engine;
    private Chromium chromium;
    private ConsoleSamples samples;

    Journeys(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void start() {
        chromium = Chromium.start();
        samples = ConsoleSamples.of(engine);
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void noPageBrokeARule() {
        assertThat(chromium.faults()).isEmpty();
    }

    /** The language in which a role works. */
    Language language(Role role) {
        return IN_INDONESIAN.contains(role) ? Language.INDONESIAN : Language.ENGLISH;
    }

    final EngineUnderTest engine() {
        return engine;
    }

    final ConsoleSamples samples() {
        return samples;
    }

    final Reader loggedIn(Role role) {
        Reader reader = role == Role.OFFICER
                ? Reader.officer(engine, chromium, samples.partner().code())
                : Reader.staff(engine, chromium, role);
        reader.in(language(role).code()).open("/console");
        return reader.logIn();
    }

    /** A text of the pages in the language of the role. */
    final String words(Role role, String key) {
        return engine.get(Words.class).of(language(role), key);
    }

    final String inWords(Role role, String english, String indonesian) {
        return language(role) == Language.ENGLISH ? english : indonesian;
    }

    /** Presses Tab until an element has the focus; fails if the keyboard cannot reach it. */
    static void tabTo(Page page, String selector) {
        for (int i = 0; i < TABS_MAX; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("one => document.activeElement.matches(one)", selector))) {
                return;
            }
        }
        throw new AssertionError("The keyboard does not reach " + selector + " on " + page.url());
    }
}
