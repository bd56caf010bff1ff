package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each page: in each role, in both languages and colours, with own, foreign and absent numbers. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePagesTest {

    private static final Pattern LINK = Pattern.compile("href=\"(/console[^\"]*)\"");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final int LINKS_MAX = 60;

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
                if (!form.admits(role) && reader.post(path, whole).statusCode() != 403) {
                    wrong.add(form + " is taken from " + role);
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
        // An e-mail address is no key.
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

    @Test
    void eachPageCanBeReadByEverybody() {
        List<String> violations = new ArrayList<>();
        Map<Role, Reader> eyes = new EnumMap<>(Role.class);
        for (ConsolePage page : ConsolePages.read(engine)) {
            Role role = page.roles().getFirst();
            violations.addAll(look(page, eyes.computeIfAbsent(role, this::withEyes)));
            if (role != Role.OFFICER && page.admits(Role.OFFICER)) {
                violations.addAll(look(page, eyes.computeIfAbsent(Role.OFFICER, this::withEyes)));
            }
        }
        assertThat(violations).isEmpty();
        assertThat(chromium.faults()).isEmpty();
    }

    /** All pages have the same colours, so the pages of each change are looked at in the dark at night only. */
    @Test
    @Tag("nightly")
    void eachPageCanBeReadInTheDark() {
        List<String> violations = new ArrayList<>();
        Reader reader = withEyes(Role.ADMIN);
        for (ConsolePage page : ConsolePages.read(engine)) {
            if (page.admits(Role.ADMIN)) {
                reader.open(own.address(page.path()));
                violations.addAll(reader.violationsInTheDark());
            }
        }
        assertThat(violations).isEmpty();
    }

    private Reader withEyes(Role role) {
        Page tab = chromium.page(1280, 900);
        readers.get(role)
                .cookies()
                .forEach((name, value) -> tab.context()
                        .addCookies(List.of(new Cookie(name, value)
                                .setUrl(engine.uri("/").toString().replace("http:", "https:"))
                                .setSecure(name.startsWith("__Host-"))
                                .setHttpOnly(true))));
        return Reader.of(engine, tab);
    }

    private List<String> look(ConsolePage page, Reader reader) {
        reader.open(own.address(page.path()));
        List<String> found = new ArrayList<>(reader.violations());
        Page tab = reader.page();
        tab.setViewportSize(390, 844);
        Object overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (((Number) overflow).intValue() > 0) {
            found.add(page + " is wider than a phone by " + overflow);
        }
        tab.setViewportSize(1280, 900);
        return found;
    }

    private static String withoutRequest(HttpResponse<String> answer) {
        return answer.body()
                .replaceAll("<span class=\"mono\">[^<]*</span>", "")
                .replaceAll("href=\"[^\"]*(lang|theme)=[^\"]*\"", "");
    }
}
