package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import id.kezbek.browser.Chromium;
import id.kezbek.console.ConsolePages.ConsolePage;
import id.kezbek.shared.Language;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a browser shows of each page. By day it opens the first page of each area once; the role, the language and the colours
 * follow from the page's name. The nightly run opens every page in its first role and as an officer, in both languages and
 * colours, and sends every form. Each page is the first one of a new profile.
 */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleLooksTest {

    private static final String FORM = "main form[method=post]";
    private static final long SCRIPT_BYTES_MAX = 80_000;
    private static final double USABLE_MILLIS_MAX = 1_000;
    private static final int LOADS_MAX = 3;
    private static final int DESK = 1280;
    private static final int PHONE = 390;
    private static final Path PICTURES = Path.of("../docs/images/console/pages");
    private static final List<ColorScheme> COLOURS = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

    private final EngineUnderTest engine;
    private final Map<Role, ConsoleCalls> logIns = new EnumMap<>(Role.class);
    private Chromium chromium;
    private ConsoleSamples own;

    ConsoleLooksTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void start() {
        chromium = Chromium.start();
        own = ConsoleSamples.of(engine);
    }

    @AfterAll
    void close() {
        logIns.values().forEach(ConsoleCalls::close);
        if (chromium != null) {
            chromium.close();
        }
    }

    /** A check by axe takes a second. */
    @Test
    void pagesCanBeReadByEverybodyAndNothingMoves() {
        Map<String, ConsolePage> firstOfArea = new LinkedHashMap<>();
        ConsolePages.read(engine)
                .forEach(page -> firstOfArea.putIfAbsent(page.path().replaceFirst("^/console/?([^/]*).*", "$1"), page));
        assertThat(firstOfArea).hasSizeGreaterThan(20);
        Faults faults = new Faults();
        Set<Object> chosen = new HashSet<>();
        for (ConsolePage page : firstOfArea.values()) {
            Look look = new Look(page, page.choice(page.roles()), page.choice(List.of(Language.values())));
            ColorScheme colours = page.choice(COLOURS);
            chosen.addAll(List.of(look.language(), colours));
            read(look, reader -> faults.add(look, reader, colours));
        }
        assertThat(chosen).as("languages and colours").hasSize(Language.values().length + COLOURS.size());
        faults.assertNone();
    }

    /** In each role that opens it first, and as an officer. */
    @ParameterizedTest
    @EnumSource
    @Tag("nightly")
    void eachPageCanBeReadByEverybodyInLightAndDark(Language language) {
        Faults faults = new Faults();
        eachPage(language, (look, reader) -> {
            faults.add(look, reader, ColorScheme.LIGHT);
            faults.violate(look, reader.violationsInTheDark());
        });
        faults.assertNone();
    }

    /** {@code ./cezbek test ConsoleLooksTest#eachPageHasItsPictures -Ddocs.images=true} takes the pictures again. */
    @Test
    void eachPageHasItsPictures() throws IOException {
        List<ConsolePage> pages = ConsolePages.read(engine);
        if (ConsoleImages.areWanted()) {
            for (ConsolePage page : pages) {
                Role role = page.roles().getFirst();
                read(
                        new Look(page, role, Language.ENGLISH),
                        reader -> SmallPicture.write(
                                reader.page(),
                                ColorScheme.LIGHT,
                                PICTURES.resolve(pictureName(page, ColorScheme.LIGHT))));
                read(
                        new Look(page, role, Language.INDONESIAN),
                        reader -> SmallPicture.write(
                                reader.page(),
                                ColorScheme.DARK,
                                PICTURES.resolve(pictureName(page, ColorScheme.DARK))));
            }
        }
        try (Stream<Path> files = Files.list(PICTURES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(pages.stream()
                            .flatMap(page -> COLOURS.stream().map(colours -> pictureName(page, colours)))
                            .toList());
        }
    }

    private static String pictureName(ConsolePage page, ColorScheme colours) {
        String name = page.path().substring(1).replaceAll("[{}]", "").replace('/', '-');
        return name + (colours == ColorScheme.DARK ? "-dark.jpg" : ".jpg");
    }

    /** The pages without the menu: the log-in, and the errors. */
    @Test
    void logInAndErrorsCanBeReadByEverybody() {
        Faults faults = new Faults();
        pagesWithoutMenu(Language.INDONESIAN, (look, reader) -> faults.add(look, reader, ColorScheme.LIGHT));
        faults.assertNone();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("nightly")
    void logInAndErrorsCanBeReadByEverybodyInLightAndDark(Language language) {
        Faults faults = new Faults();
        pagesWithoutMenu(language, (look, reader) -> {
            faults.add(look, reader, ColorScheme.LIGHT);
            faults.violate(look, reader.violationsInTheDark());
        });
        faults.assertNone();
    }

    private void pagesWithoutMenu(Language language, BiConsumer<String, Reader> use) {
        Reader stranger = stillest(() -> stranger().in(language.code()));
        use.accept("log-in in " + language, stranger);
        send(stranger, "email", "nobody@nowhere", "email-error");
        use.accept("log-in with a wrong address in " + language, stranger);
        // A code for the officer would end the code of the next log-in. The page is the same for an unknown address.
        send(stranger, "email", "nobody@elsewhere.example", "code");
        use.accept("code in " + language, stranger);
        send(stranger, "code", "1", "code-error");
        use.accept("wrong code in " + language, stranger);
        stranger.page().context().close();
        Map.of("/console/staff", 403, "/console/nowhere", 404).forEach((address, status) -> {
            Reader officer = stillest(() -> {
                Reader opening = withEyes(Role.OFFICER, language);
                assertThat(opening.open(address)).isEqualTo(status);
                return opening;
            });
            use.accept("error " + status + " in " + language, officer);
            officer.page().context().close();
        });
    }

    /** Sends the form of one field, and waits for an element of the next page. */
    private static void send(Reader reader, String field, String text, String next) {
        reader.page().locator("#" + field).fill(text);
        reader.page().locator("form.sheet button.first").click();
        reader.page().locator("#" + next).waitFor();
    }

    /** A page as a person reads it. */
    private record Look(ConsolePage page, Role role, Language language) {

        @Override
        public String toString() {
            return page + " as " + role + " in " + language.code();
        }
    }

    /** What is wrong with the looks of pages. */
    private final class Faults {

        private final List<String> violations = new ArrayList<>();
        private final List<String> moved = new ArrayList<>();
        private final List<String> wide = new ArrayList<>();

        /** Looks at the page that a reader has just opened on a desk's screen, and then on a phone's. */
        void add(Object look, Reader reader, ColorScheme colours) {
            double shift = Loading.shift(reader.page());
            if (shift > 0) {
                moved.add(look + " moves by " + shift);
            }
            violate(look, reader.violations(colours));
            reader.page().setViewportSize(PHONE, 900);
            int overflow = overflow(reader.page());
            if (overflow > 0) {
                wide.add(look + " is wider than a phone by " + overflow);
            }
            reader.page().setViewportSize(DESK, 900);
        }

        void violate(Object look, List<String> found) {
            found.forEach(one -> violations.add(look + ": " + one));
        }

        void assertNone() {
            assertThat(violations).isEmpty();
            assertThat(moved).isEmpty();
            assertThat(wide).isEmpty();
            assertThat(chromium.faults()).isEmpty();
        }
    }

    private static int overflow(Page page) {
        return ((Number) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .intValue();
    }

    /**
     * The reader of a first load on which nothing moved, or of the last of three. On a busy machine a long table is painted
     * before its last rows have arrived; a page that moves by itself moves each time.
     */
    private static Reader stillest(Supplier<Reader> load) {
        Reader reader = load.get();
        for (int loads = 1; Loading.shift(reader.page()) > 0 && loads < LOADS_MAX; loads++) {
            reader.page().context().close();
            reader = load.get();
        }
        return reader;
    }

    /** The best of three first loads, because other programs use the machine too. */
    @Test
    void theFirstPageIsUsableWithinASecond() {
        ConsolePage first = ConsolePages.read(engine).getFirst();
        assertThat(first.path()).isEqualTo("/console");
        List<Double> millis = new ArrayList<>();
        List<Double> shifts = new ArrayList<>();
        for (int load = 0; load < LOADS_MAX; load++) {
            Reader reader = open(new Look(first, Role.OPERATIONS, Language.INDONESIAN));
            shifts.add(Loading.shift(reader.page()));
            assertThat(Loading.scriptBytes(reader.page())).isBetween(1L, SCRIPT_BYTES_MAX);
            millis.add(Loading.usableAfterMillis(reader.page()));
            reader.page().context().close();
        }
        assertThat(Collections.min(millis)).as("of " + millis).isLessThan(USABLE_MILLIS_MAX);
        assertThat(Collections.min(shifts)).as("of " + shifts).isZero();
    }

    /** The documents have the console's frame; the bare reader has no log-in. The longest one follows at night. */
    @Test
    void documentsCanBeReadByEverybody() {
        assertDocumentCanBeRead(this::stranger, "", Language.INDONESIAN);
        assertDocumentCanBeRead(() -> withEyes(Role.FINANCE, Language.ENGLISH), "/finance", Language.INDONESIAN);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("nightly")
    void theGuideOfPartnersCanBeReadByEverybody(Language language) {
        assertDocumentCanBeRead(this::stranger, "/partner-guide", language);
    }

    private Reader stranger() {
        return Reader.of(engine, watched(chromium.page(DESK, 900)));
    }

    private void assertDocumentCanBeRead(Supplier<Reader> readers, String document, Language language) {
        Reader reader = stillest(() -> {
            Reader opening = readers.get();
            assertThat(opening.open("/console/docs" + document + "?lang=" + language.code()))
                    .isEqualTo(200);
            return opening;
        });
        assertThat(reader.page().locator("html").getAttribute("lang")).isEqualTo(language.code());
        assertThat(Loading.shift(reader.page())).isZero();
        List<String> violations = reader.violations();
        reader.page().setViewportSize(PHONE, 900);
        assertThat(overflow(reader.page())).as(document).isZero();
        reader.page().context().close();
        assertThat(violations).isEmpty();
        assertThat(chromium.faults()).isEmpty();
    }

    /** Sends each form without input. Most are refused with messages at their fields; some succeed, or show an error page. */
    @Test
    @Tag("nightly")
    void whatEachFormLeadsToCanBeReadByEverybody() {
        List<String> violations = new ArrayList<>();
        Set<String> sent = new LinkedHashSet<>();
        eachPage(Language.ENGLISH, (look, reader) -> {
            Page tab = reader.page();
            String address = tab.url();
            int forms = tab.locator(FORM).count();
            // The last form first: the first one is often the act that ends the page's other forms.
            for (int i = forms - 1; i >= 0; i--) {
                tab.navigate(address);
                if (i >= tab.locator(FORM).count()) {
                    continue;
                }
                Locator form = tab.locator(FORM).nth(i);
                String action = form.getAttribute("action").replaceFirst("[?].*", "");
                if (!sent.add(action)) {
                    continue;
                }
                tab.waitForNavigation(
                        () -> form.evaluate("form => setTimeout(() => HTMLFormElement.prototype.submit.call(form))"));
                reader.violations().forEach(one -> violations.add(look + ": " + action + " leads to " + one));
            }
        });
        assertThat(sent).hasSizeGreaterThan(40);
        assertThat(violations).isEmpty();
    }

    /** Opens each page as its first role, and also as an officer if officers may open it. */
    private void eachPage(Language language, BiConsumer<Look, Reader> use) {
        for (ConsolePage page : ConsolePages.read(engine)) {
            Set<Role> roles = new LinkedHashSet<>(List.of(page.roles().getFirst()));
            if (page.admits(Role.OFFICER)) {
                roles.add(Role.OFFICER);
            }
            for (Role role : roles) {
                Look look = new Look(page, role, language);
                read(look, reader -> use.accept(look, reader));
            }
        }
    }

    private void read(Look look, Consumer<Reader> use) {
        Reader reader = stillest(() -> open(look));
        use.accept(reader);
        reader.page().context().close();
    }

    /** Opens a page as the first one of a new profile: the browser has nothing in its cache. */
    private Reader open(Look look) {
        Reader reader = withEyes(look.role(), look.language());
        assertThat(reader.open(own.address(look.page().path()))).as("%s", look).isEqualTo(200);
        return reader;
    }

    private Reader withEyes(Role role, Language language) {
        Page tab = watched(chromium.page(DESK, 900));
        String address = engine.uri("/").toString();
        tab.context().addCookies(List.of(new Cookie("cezbek-lang", language.code()).setUrl(address)));
        logIns.computeIfAbsent(role, this::logIn)
                .cookies()
                .forEach((name, value) -> tab.context()
                        .addCookies(List.of(new Cookie(name, value)
                                .setUrl(address.replace("http:", "https:"))
                                .setSecure(name.startsWith("__Host-"))
                                .setHttpOnly(true))));
        return Reader.of(engine, tab);
    }

    private ConsoleCalls logIn(Role role) {
        return role == Role.OFFICER
                ? ConsoleCalls.officer(engine, own.partner().code())
                : ConsoleCalls.staff(engine, role);
    }

    private static Page watched(Page tab) {
        Loading.watch(tab);
        return tab;
    }
}
