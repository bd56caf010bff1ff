package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each served document has its readers, and its links work. */
@EngineTest
class DocumentPagesTest {

    private static final String LIST = "/console/docs";
    private static final Pattern DOCUMENT = Pattern.compile("<li><a href=\"(/console/docs/[a-z0-9-]+)\"");
    private static final Pattern TEXT = Pattern.compile("(?s)<article class=\"document\" lang=\"en\">(.*)</article>");
    private static final Pattern LINK = Pattern.compile("href=\"([^\"]*)\"");

    private final EngineUnderTest engine;

    DocumentPagesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void eachDocumentIsServedToItsReadersOnly() {
        try (ConsoleCalls stranger = new ConsoleCalls(engine);
                ConsoleCalls officer = officer();
                ConsoleCalls auditor = ConsoleCalls.staff(engine, Role.AUDITOR)) {
            List<String> open = documents(stranger);
            List<String> officers = documents(officer);
            List<String> all = documents(auditor);
            assertThat(open)
                    .contains(LIST + "/partner-guide", LIST + "/refunds")
                    .doesNotContain(LIST + "/console", LIST + "/access");
            assertThat(officers)
                    .containsAll(open)
                    .contains(LIST + "/console", LIST + "/funding")
                    .doesNotContain(LIST + "/operations", LIST + "/partners", LIST + "/authorization");
            assertThat(all).containsAll(officers).contains(LIST + "/operations");
            for (String document : all) {
                assertThat(auditor.get(document).statusCode()).as(document).isEqualTo(200);
                assertThat(officer.get(document).statusCode())
                        .as(document)
                        .isEqualTo(officers.contains(document) ? 200 : 403);
                HttpResponse<String> unknown = stranger.get(document);
                assertThat(unknown.statusCode()).as(document).isEqualTo(open.contains(document) ? 200 : 303);
                if (!open.contains(document)) {
                    assertThat(unknown.headers().firstValue("location").orElse(""))
                            .startsWith("/console/sign-in?to=");
                }
            }
            for (String other : List.of("security", "README", "adr", "Partner-Guide", "..%2Fapplication", "x.md")) {
                assertThat(auditor.get(LIST + "/" + other).statusCode())
                        .as(other)
                        .isBetween(400, 404);
            }
        }
    }

    @Test
    void theJarContainsTheServedDocumentsAlone() throws Exception {
        Path folder = Path.of(Objects.requireNonNull(DocumentPagesTest.class.getResource("/docs/partner-guide.md"))
                        .toURI())
                .getParent();
        try (Stream<Path> packed = Files.list(folder);
                ConsoleCalls auditor = ConsoleCalls.staff(engine, Role.AUDITOR)) {
            assertThat(packed.map(
                            file -> LIST + "/" + file.getFileName().toString().replaceFirst("\\.md$", "")))
                    .containsExactlyInAnyOrderElementsOf(documents(auditor));
        }
    }

    @Test
    void eachLinkOfADocumentLeadsToAPlaceThatExists() {
        try (ConsoleCalls auditor = ConsoleCalls.staff(engine, Role.AUDITOR)) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (String document : documents(auditor)) {
                Matcher text = TEXT.matcher(auditor.get(document).body());
                assertThat(text.find()).as(document).isTrue();
                texts.put(document, text.group(1));
            }
            List<String> wrong = new ArrayList<>();
            int links = 0;
            for (Map.Entry<String, String> one : texts.entrySet()) {
                Matcher link = LINK.matcher(one.getValue());
                while (link.find()) {
                    links++;
                    if (!leadsSomewhere(one.getKey(), link.group(1), texts)) {
                        wrong.add(one.getKey() + " links to " + link.group(1));
                    }
                }
                assertThat(one.getValue()).as(one.getKey()).doesNotContain("<img", "<script", "<!--");
            }
            assertThat(links).isGreaterThan(30);
            assertThat(wrong).isEmpty();
        }
    }

    private static boolean leadsSomewhere(String document, String link, Map<String, String> texts) {
        if (link.startsWith("https://")) {
            return true;
        }
        String[] parts = link.split("#", 2);
        String target = texts.get(parts[0].isEmpty() ? document : parts[0]);
        return target != null && (parts.length == 1 || target.contains("id=\"" + parts[1] + "\""));
    }

    private static List<String> documents(ConsoleCalls reader) {
        HttpResponse<String> list = reader.get(LIST);
        assertThat(list.statusCode()).isEqualTo(200);
        return DOCUMENT.matcher(list.body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private ConsoleCalls officer() {
        return ConsoleCalls.officer(
                engine, engine.partner("DOCS" + engine.port()).partner().code());
    }
}
