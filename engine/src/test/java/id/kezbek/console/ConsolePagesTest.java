package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import id.kezbek.browser.Chromium;
import id.kezbek.console.ConsolePages.ConsolePage;
import id.kezbek.console.frame.Words;
import id.kezbek.shared.Language;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each page in each role, in both languages and colours, with own, foreign and absent ids. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePagesTest {

    private static final Pattern LINK = Pattern.compile("href=\"(/console[^\"]*)\"");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final String FORM = "main form[method=post]";
    private static final int LINKS_MAX = 60;
    private static final long SCRIPT_BYTES_MAX = 80_000;
    private static final double USABLE_MILLIS_MAX = 1_000;
    private static final int DESK = 1280;
    private static final int PHONE = 390;

    private final EngineUnderTest engine;
    private final Map<Role, ConsoleCalls> readers = new EnumMap<>(Role.class);
    private Chromium chromium;
    private ConsoleSamples own;
    private ConsoleSamples foreign;

    ConsolePagesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void everyRoleIsLoggedIn() {
        own = ConsoleSamples.of(engine);
        foreign = ConsoleSamples.of(engine);
        for (Role role : Role.values()) {
            if (role.isStaff()) {
                readers.put(role, ConsoleCalls.staff(engine, role));
            }
        }
        readers.put(Role.OFFICER, ConsoleCalls.officer(engine, own.partner().code()));
        chromium = Chromium.start();
    }

    @AfterAll
    void close() {
        readers.values().forEach(ConsoleCalls::close);
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void eachRoleOpensItsPagesAndNoOthers() {
        List<String> wrong = new ArrayList<>();
        try (ConsoleCalls stranger = new ConsoleCalls(engine)) {
            for (ConsolePage page : ConsolePages.read(engine)) {
                HttpResponse<String> unknown = stranger.get(own.address(page.path()));
                if (unknown.statusCode() != 303
                        || !unknown.headers().firstValue("location").orElse("").startsWith("/console/sign-in")) {
                    wrong.add(page + " without a log-in: " + unknown.statusCode());
                }
                readers.forEach((role, reader) -> {
                    int status = reader.get(own.address(page.path())).statusCode();
                    if (status != (page.admits(role) ? 200 : 403)) {
                        wrong.add(page + " as " + role + ": " + status);
                    }
                });
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noFormIsTakenWithoutItsTokenOrFromElsewhere() {
        List<String> wrong = new ArrayList<>();
        List<ConsolePage> forms =
                ConsolePages.all(engine).stream().filter(ConsolePage::isForm).toList();
        readers.forEach((role, reader) -> {
            String token = reader.formToken("/console");
            for (ConsolePage form : forms) {
                String path = own.address(form.path());
                Map<String, String> whole = Map.of("form_token", token, "form_key", "key-1");
                if (!form.admits(role)) {
                    if (reader.post(path, whole).statusCode() != 403) {
                        wrong.add(form + " is taken from " + role);
                    }
                    continue;
                }
                List<HttpResponse<String>> refused = List.of(
                        reader.post(path, Map.of("form_key", "key-1")),
                        reader.post(path, Map.of("form_token", "other", "form_key", "key-1")),
                        reader.post(path, whole, "sec-fetch-site", "cross-site"),
                        reader.post(path, whole, "origin", "https://elsewhere.example"),
                        reader.post(path, whole, new String[0]));
                for (HttpResponse<String> answer : refused) {
                    if (answer.statusCode() != 403) {
                        wrong.add(form + " as " + role + ": " + answer.statusCode());
                    }
                }
            }
        });
        assertThat(forms).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsAnotherPartnersIsAnsweredLikeWhatIsNotThere() {
        ConsoleCalls officer = readers.get(Role.OFFICER);
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (ConsolePage page : ConsolePages.read(engine)) {
            if (!page.admits(Role.OFFICER) || !page.path().contains("{")) {
                continue;
            }
            compared++;
            HttpResponse<String> theirs = officer.get(foreign.address(page.path()));
            HttpResponse<String> nobodys = officer.get(own.absent(page.path()));
            if (theirs.statusCode() != 404 || !withoutRequest(theirs).equals(withoutRequest(nobodys))) {
                wrong.add(page + ": " + theirs.statusCode());
            }
        }
        assertThat(compared).isPositive();
        assertThat(wrong).isEmpty();
    }

    @Test
    void eachLinkLeadsToAPageOfItsReader() {
        List<String> wrong = new ArrayList<>();
        readers.forEach((role, reader) -> {
            Set<String> links = new LinkedHashSet<>();
            for (ConsolePage page : ConsolePages.read(engine)) {
                if (page.admits(role)) {
                    Matcher link =
                            LINK.matcher(reader.get(own.address(page.path())).body());
                    while (link.find() && links.size() < LINKS_MAX) {
                        links.add(link.group(1).replace("&amp;", "&"));
                    }
                }
            }
            for (String link : links) {
                int status = reader.get(link).statusCode();
                boolean isChoice = link.contains("lang=") || link.contains("theme=");
                if (status != (isChoice ? 303 : 200)) {
                    wrong.add(link + " as " + role + ": " + status);
                }
            }
            assertThat(links).isNotEmpty();
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void eachPageSpeaksBothLanguages() {
        Set<String> areas = new LinkedHashSet<>();
        engine.get(Words.class).all(Language.ENGLISH).keySet().forEach(key -> areas.add(key.replaceFirst("\\..*", "")));
        // An e-mail address is not a key.
        Pattern key = Pattern.compile("(?<![\\w/.@-])(?:" + String.join("|", areas) + ")\\.[a-zA-Z._-]++(?![\\w]*@)");
        List<String> wrong = new ArrayList<>();
        for (String language : List.of("en", "id")) {
            readers.forEach((role, reader) -> {
                reader.get("/console?lang=" + language);
                for (ConsolePage page : ConsolePages.read(engine)) {
                    if (page.roles().getFirst() != role && role != Role.OFFICER || !page.admits(role)) {
                        continue;
                    }
                    String html = reader.get(own.address(page.path())).body();
                    Matcher word = key.matcher(TAG.matcher(html).replaceAll(" "));
                    if (word.find()) {
                        wrong.add(page + " in " + language + " shows the key " + word.group());
                    }
                    if (!html.contains("<html lang=\"" + language + "\"")) {
                        wrong.add(page + " is not in " + language);
                    }
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    /** By day the first page of each area; the others follow at night. */
    @Test
    void pagesFitOnAPhone() {
        Set<String> areas = new LinkedHashSet<>();
        assertFitOnAPhone(page -> areas.add(page.path().replaceFirst("^/console/?([^/]*).*", "$1")));
        assertThat(areas).hasSizeGreaterThan(20);
    }

    @Test
    @Tag("nightly")
    void eachPageFitsOnAPhone() {
        assertFitOnAPhone(page -> true);
    }

    private void assertFitOnAPhone(Predicate<ConsolePage> chosen) {
        List<String> wide = new ArrayList<>();
        eachPage(PHONE, chosen, (page, reader) -> {
            Page tab = reader.page();
            Object overflow =
                    tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (((Number) overflow).intValue() > 0) {
                wide.add(page + " is wider than a phone by " + overflow);
            }
        });
        assertThat(wide).isEmpty();
        assertThat(chromium.faults()).isEmpty();
    }

    /**
     * By day only the first page of each area, because a check takes a second. The nightly run checks the others. Nothing
     * may move while a page loads.
     */
    @Test
    void pagesCanBeReadByEverybodyAndNothingMoves() {
        Set<String> areas = new LinkedHashSet<>();
        List<String> violations = new ArrayList<>();
        List<String> moved = new ArrayList<>();
        eachPage(DESK, page -> areas.add(page.path().replaceFirst("^/console/?([^/]*).*", "$1")), (page, reader) -> {
            double shift = leastShift(reader.page());
            if (shift > 0) {
                moved.add(page + " moves by " + shift);
            }
            violations.addAll(reader.violations());
        });
        assertThat(areas).hasSizeGreaterThan(20);
        assertThat(violations).isEmpty();
        assertThat(moved).isEmpty();
    }

    /**
     * The least of three loads. On a busy machine a long table is painted before its last rows have arrived; a page that
     * moves by itself moves each time.
     */
    private static double leastShift(Page page) {
        double least = Loading.shift(page);
        for (int load = 1; least > 0 && load < 3; load++) {
            page.reload();
            least = Math.min(least, Loading.shift(page));
        }
        return least;
    }

    /** The best of three, because other programs use the machine too. */
    @Test
    void theFirstPageIsUsableWithinASecond() {
        Reader reader = withEyes(Role.OPERATIONS, DESK);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            reader.open("/console");
            assertThat(Loading.shift(reader.page())).isZero();
            assertThat(Loading.scriptBytes(reader.page())).isBetween(1L, SCRIPT_BYTES_MAX);
            millis.add(Loading.usableAfterMillis(reader.page()));
        }
        assertThat(Collections.min(millis)).as("of " + millis).isLessThan(USABLE_MILLIS_MAX);
        reader.page().context().close();
    }

    /** The documents have the console's frame; the bare reader has no log-in. */
    @Test
    void documentsCanBeReadByEverybody() {
        Reader stranger = Reader.of(engine, watched(chromium.page(DESK, 900)));
        Reader staff = withEyes(Role.FINANCE, DESK);
        List<String> violations = new ArrayList<>();
        for (Reader reader : List.of(stranger, staff)) {
            for (String document : reader == staff ? List.of("/finance") : List.of("", "/partner-guide")) {
                assertThat(reader.open("/console/docs" + document + "?lang=id")).isEqualTo(200);
                assertThat(reader.page().locator("html").getAttribute("lang")).isEqualTo("id");
                assertThat(Loading.shift(reader.page())).isZero();
                violations.addAll(reader.violations());
                reader.page().setViewportSize(PHONE, 900);
                Object overflow = reader.page()
                        .evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertThat(((Number) overflow).intValue()).as(document).isZero();
                reader.page().setViewportSize(DESK, 900);
            }
            reader.page().context().close();
        }
        assertThat(violations).isEmpty();
        assertThat(chromium.faults()).isEmpty();
    }

    @Test
    @Tag("nightly")
    void eachPageCanBeReadByEverybodyInLightAndDark() {
        List<String> violations = new ArrayList<>();
        eachPage(DESK, page -> true, (page, reader) -> {
            violations.addAll(reader.violations());
            violations.addAll(reader.violationsInTheDark());
        });
        assertThat(violations).isEmpty();
    }

    /** Sends each form without input. Most are refused with messages at their fields; some succeed, or show an error page. */
    @Test
    @Tag("nightly")
    void whatEachFormLeadsToCanBeReadByEverybody() {
        List<String> violations = new ArrayList<>();
        Set<String> sent = new LinkedHashSet<>();
        eachPage(DESK, page -> true, (page, reader) -> {
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
                reader.violations().forEach(one -> violations.add(action + " leads to " + one));
            }
        });
        assertThat(sent).hasSizeGreaterThan(40);
        assertThat(violations).isEmpty();
    }

    /** Opens each page as its first role, and also as an officer if officers may open it. */
    private void eachPage(int width, Predicate<ConsolePage> chosen, BiConsumer<ConsolePage, Reader> look) {
        Map<Role, Reader> eyes = new EnumMap<>(Role.class);
        for (ConsolePage page :
                ConsolePages.read(engine).stream().filter(chosen).toList()) {
            Set<Role> roles = new LinkedHashSet<>(List.of(page.roles().getFirst()));
            if (page.admits(Role.OFFICER)) {
                roles.add(Role.OFFICER);
            }
            for (Role role : roles) {
                Reader reader = eyes.computeIfAbsent(role, one -> withEyes(one, width));
                reader.open(own.address(page.path()));
                look.accept(page, reader);
            }
        }
        eyes.values().forEach(reader -> reader.page().context().close());
    }

    private Reader withEyes(Role role, int width) {
        Page tab = watched(chromium.page(width, 900));
        readers.get(role)
                .cookies()
                .forEach((name, value) -> tab.context()
                        .addCookies(List.of(new Cookie(name, value)
                                .setUrl(engine.uri("/").toString().replace("http:", "https:"))
                                .setSecure(name.startsWith("__Host-"))
                                .setHttpOnly(true))));
        return Reader.of(engine, tab);
    }

    private static Page watched(Page tab) {
        Loading.watch(tab);
        return tab;
    }

    private static String withoutRequest(HttpResponse<String> answer) {
        return answer.body()
                .replaceAll("<span class=\"mono\">[^<]*</span>", "")
                .replaceAll("href=\"[^\"]*(lang|theme)=[^\"]*\"", "");
    }
}
