package id.kezbek.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.console.ConsolePages.ConsolePage;
import id.kezbek.console.frame.Words;
import id.kezbek.reporting.export.ExportedList;
import id.kezbek.reporting.export.ExportedLists;
import id.kezbek.shared.Language;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/** Each page in each role and in both languages. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePagesTest {

    private static final Pattern LINK = Pattern.compile("href=\"(/console[^\"]*)\"");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern FILE = Pattern.compile("/console/file[?]list=[^\"]+&amp;format=CSV(?=\")");
    private static final int LINKS_MAX = 60;

    /** Staff read the same figures in the reports. */
    private static final String FIGURES_OF_OFFICERS = "/api/v2/partners/{code}/figures";

    /** Lists without rows in the samples, and the templates of their tables. */
    private static final Map<String, String> EMPTY = Map.of(
            "/api/v2/exports", "exports/list",
            "/api/v2/facts/set-aside", "letters/list",
            "/api/v2/jobs/{name}/runs", "jobs/one",
            "/api/v2/payouts/stuck", "payouts/stuck",
            "/api/v2/refunds", "refunds/list",
            "/api/v2/renumbered-customers", "customers/renumbered");

    private final EngineUnderTest engine;
    private final Map<Role, ConsoleCalls> readers = new EnumMap<>(Role.class);
    private final Map<Role, Map<ConsolePage, HttpResponse<String>>> opened = new EnumMap<>(Role.class);
    private ConsoleSamples own;

    ConsolePagesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void everyRoleIsLoggedIn() {
        own = ConsoleSamples.of(engine);
        for (Role role : Role.values()) {
            if (role.isStaff()) {
                readers.put(role, ConsoleCalls.staff(engine, role));
            }
        }
        readers.put(Role.OFFICER, ConsoleCalls.officer(engine, own.partner().code()));
    }

    @AfterAll
    void close() {
        readers.values().forEach(ConsoleCalls::close);
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
                for (Role role : readers.keySet()) {
                    int status = answer(role, page).statusCode();
                    if (status != (page.admits(role) ? 200 : 403)) {
                        wrong.add(page + " as " + role + ": " + status);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What a role gets at a page's address; each is opened once. */
    private HttpResponse<String> answer(Role role, ConsolePage page) {
        return opened.computeIfAbsent(role, one -> new HashMap<>())
                .computeIfAbsent(page, one -> readers.get(role).get(own.address(one.path())));
    }

    /** By day the first permitted role of each form and the officer try all ways; every role without permission tries one. */
    @Test
    void noFormIsTakenWithoutItsTokenOrFromElsewhere() {
        assertNoFormIsTaken((form, role) -> form.roles().getFirst() == role || role == Role.OFFICER);
    }

    @Test
    @Tag("nightly")
    void noFormIsTakenFromAnyRoleWithoutItsToken() {
        assertNoFormIsTaken((form, role) -> true);
    }

    private void assertNoFormIsTaken(BiPredicate<ConsolePage, Role> triesAllWays) {
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
                if (!triesAllWays.test(form, role)) {
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
    void eachLinkLeadsToAPageOfItsReader() {
        List<String> wrong = new ArrayList<>();
        readers.forEach((role, reader) -> {
            Set<String> links = new LinkedHashSet<>();
            for (ConsolePage page : ConsolePages.read(engine)) {
                if (page.admits(role)) {
                    Matcher link = LINK.matcher(answer(role, page).body());
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

    /** A page shows no link below an empty list. */
    @Test
    void eachListOfV2IsAFileOnAPageOfEachOfItsReaders() {
        List<String> missing = new ArrayList<>();
        Set<String> read = new LinkedHashSet<>();
        List<ExportedList> lists = engine.get(ExportedLists.class).all().stream()
                .filter(list -> !EMPTY.containsKey(list.path()))
                .filter(list -> !ConsoleOperations.NO_PAGE.containsKey("GET " + list.path()))
                .toList();
        readers.forEach((role, reader) -> {
            Set<String> linked = new LinkedHashSet<>();
            for (ConsolePage page : ConsolePages.read(engine)) {
                if (page.admits(role)) {
                    linked.addAll(files(answer(role, page)));
                }
            }
            if (role.isStaff()) {
                linked.addAll(files(
                        reader.get("/console/partners?search=" + own.partner().code())));
            }
            for (ExportedList list : lists) {
                Optional<String> file =
                        linked.stream().filter(link -> isOf(list, link)).findFirst();
                boolean isReportOfStaff = role.isStaff() && list.path().equals(FIGURES_OF_OFFICERS);
                if (file.isEmpty() && !isReportOfStaff && list.admits(new Caller(role, "reader", null))) {
                    missing.add(list.path() + " as " + role);
                }
                if (file.isPresent() && read.add(list.path())) {
                    HttpResponse<String> csv = reader.get(file.get());
                    assertThat(csv.statusCode()).as(file.get()).isEqualTo(200);
                    assertThat(csv.headers().firstValue("content-type").orElse(""))
                            .as(file.get())
                            .startsWith("text/csv");
                    assertThat(csv.body().lines().findFirst().orElse("").split(","))
                            .as(file.get())
                            .contains(list.columns().getFirst().name());
                }
            }
        });
        assertThat(missing).isEmpty();
        assertThat(read).hasSameSizeAs(lists);
    }

    private static List<String> files(HttpResponse<String> page) {
        return FILE.matcher(page.body())
                .results()
                .map(link -> link.group().replace("&amp;", "&"))
                .toList();
    }

    private static boolean isOf(ExportedList list, String link) {
        String path = URLDecoder.decode(link, UTF_8).replaceFirst("^.*list=([^?&]*).*", "$1");
        return PathPatternParser.defaultInstance.parse(list.path()).matches(PathContainer.parsePath(path));
    }

    @Test
    void tablesOfListsThatAreEmptyHereHaveFilesToo() throws IOException {
        for (Map.Entry<String, String> list : EMPTY.entrySet()) {
            assertThat(Files.readString(Path.of("src/main/jte", list.getValue() + ".jte")))
                    .containsPattern("exported = (Path.of[(])?\""
                            + Pattern.quote(list.getKey().replace("{name}", "{}")) + "\"");
        }
    }

    /** By day each page in one of the languages. */
    @Test
    void pagesSpeakBothLanguages() {
        assertSpeaks((page, language) -> page.choice(List.of(Language.values())) == language);
    }

    @Test
    @Tag("nightly")
    void eachPageSpeaksBothLanguages() {
        assertSpeaks((page, language) -> true);
    }

    private void assertSpeaks(BiPredicate<ConsolePage, Language> chosen) {
        Set<String> areas = new LinkedHashSet<>();
        engine.get(Words.class).all(Language.ENGLISH).keySet().forEach(key -> areas.add(key.replaceFirst("\\..*", "")));
        // An e-mail address is not a key.
        Pattern key = Pattern.compile("(?<![\\w/.@-])(?:" + String.join("|", areas) + ")\\.[a-zA-Z._-]++(?![\\w]*@)");
        List<String> wrong = new ArrayList<>();
        for (Language language : Language.values()) {
            String code = language.code();
            readers.forEach((role, reader) -> {
                reader.get("/console?lang=" + code);
                for (ConsolePage page : ConsolePages.read(engine)) {
                    if (!chosen.test(page, language)
                            || page.roles().getFirst() != role && role != Role.OFFICER
                            || !page.admits(role)) {
                        continue;
                    }
                    String html = reader.get(own.address(page.path())).body();
                    Matcher word = key.matcher(TAG.matcher(html).replaceAll(" "));
                    if (word.find()) {
                        wrong.add(page + " in " + code + " shows the key " + word.group());
                    }
                    if (!html.contains("<html lang=\"" + code + "\"")) {
                        wrong.add(page + " is not in " + code);
                    }
                }
            });
        }
        assertThat(wrong).isEmpty();
    }
}
