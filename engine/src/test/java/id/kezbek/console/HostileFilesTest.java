package id.kezbek.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each form with a file gets files that are none of its kind: the page says so, and nothing is recorded. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileFilesTest {

    /** A file, and the name and type that its sender gives it. */
    private record Hostile(String what, String name, String type, byte[] bytes) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static final int EXPANDED = 4 * 1024 * 1024;

    private final EngineUnderTest engine;
    private ConsoleSamples samples;
    private ConsoleCalls admin;

    HostileFilesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void logIn() {
        samples = ConsoleSamples.of(engine);
        admin = ConsoleCalls.staff(engine, Role.ADMIN);
        admin.get("/console?lang=id");
    }

    @AfterAll
    void close() {
        admin.close();
    }

    static List<Hostile> hostile() {
        return List.of(
                new Hostile("nothing", "a.png", "image/png", new byte[0]),
                new Hostile("a page", "a.png", "image/png", latin("<script>alert(1)</script>")),
                new Hostile("a drawing", "a.svg", "image/svg+xml", latin("<svg xmlns='http://www.w3.org/2000/svg'/>")),
                new Hostile("an image cut after its first bytes", "a.png", "image/png", latin("\u0089PNG\r\n\u001a\n")),
                new Hostile("a program", "a.csv", "text/csv", latin("\u007fELF\u0002\u0001\u0001\0\0\0")),
                new Hostile("a line of four megabytes", "a.csv", "text/csv", latin("x".repeat(EXPANDED))),
                new Hostile("four megabytes of zeros in four kilobytes", "a.csv.gz", "application/gzip", zipped()),
                new Hostile("a cut archive", "a.zip", "application/zip", latin("PK\u0003\u0004")),
                new Hostile("a name that leads elsewhere", "../../etc/passwd", "text/csv", latin("a,b\n1,2\n")),
                new Hostile("a name with markup", "<img src=x onerror=alert(1)>.csv", "text/csv", latin("a,b\n1\n")),
                new Hostile("a formula", "a.csv", "text/csv", latin("=cmd|' /c calc'!A0,\0\n")));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void isRefusedAndNotRecorded(Hostile file) {
        String logo = "/console/partners/" + samples.partner().code() + "/logo";
        Map<String, String> statement = Map.of("provider", "JOSVOH2H", "day", "2021-07-20", "profile", "");
        requireRefused(logo, logo, Map.of(), "logo", file);
        requireRefused("/console/statement-import", "/console/statement-import", statement, "file", file);
        requireRefused("/console/statement-import", "/console/statement-import/preview", statement, "file", file);
    }

    private void requireRefused(String page, String action, Map<String, String> typed, String field, Hostile file) {
        Map<String, String> form = new LinkedHashMap<>(typed);
        form.put("form_token", admin.formToken(page));
        List<Object> before = recorded();

        HttpResponse<String> answer = admin.upload(action, form, field, file.name(), file.type(), file.bytes());

        String said = answer.body();
        assertThat(said)
                .as("%s at %s", file, action)
                .containsPattern("id=\"" + field + "-error\"|Impor akan ditolak|Isian terlalu besar")
                .doesNotContain("<script>alert", "<img src=x", "etc/passwd");
        assertThat(answer.statusCode())
                .as("%s at %s", file, action)
                .isEqualTo(said.contains("Impor akan ditolak") ? 200 : said.contains("-error\"") ? 422 : 413);
        assertThat(recorded()).as("what %s records at %s", file, action).isEqualTo(before);
    }

    private List<Object> recorded() {
        return List.of(
                engine.count("reconciliation.file"),
                engine.count("reconciliation.line"),
                engine.database()
                        .sql("select coalesce(logo_key, '') from partners.partner where code = ?")
                        .param(samples.partner().code())
                        .query(String.class)
                        .single());
    }

    private static byte[] latin(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] zipped() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(new byte[EXPANDED]);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
