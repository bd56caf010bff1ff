package id.kezbek.notifications.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.notifications.TemplateName;
import id.kezbek.shared.Language;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** E-mail templates over HTTP: read, previewed, changed by two people, with all versions stored. */
@EngineTest
class TemplatesOverHttpTest {

    private static final String TEMPLATES = "/api/v2/templates";
    /** A template that no other test uses. */
    private static final String ALERT = TEMPLATES + "/OPERATOR_ALERT/en";

    private final EngineUnderTest engine;
    private final StaffCalls staff;

    TemplatesOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    @AfterEach
    void close() {
        staff.close();
    }

    @Test
    void everyTemplateIsThereInEveryLanguage() {
        JsonNode items = staff.get(TEMPLATES, Role.AUDITOR).body().get("items");

        assertThat(items.valueStream()
                        .map(item -> item.get("name").asString() + " "
                                + item.get("language").asString()))
                .containsExactlyElementsOf(Stream.of(TemplateName.values())
                        .flatMap(name -> Stream.of(Language.values()).map(language -> name + " " + language.code()))
                        .toList());
        assertThat(items.at("/0/variables/0/name").asString()).isEqualTo("company");
        assertThat(staff.get(TEMPLATES + "/TIER_UP/id", Role.FINANCE)
                        .body()
                        .get("html")
                        .asString())
                .contains("{{tier_before}}");
    }

    @Test
    void previewRecordsNothing() {
        long approvals = engine.count("approvals.approval");

        Answer inForce = staff.post(TEMPLATES + "/REWARD/id:preview", Role.OPERATIONS, "{}");
        Answer changed = staff.post(
                TEMPLATES + "/REWARD/id:preview",
                Role.OPERATIONS,
                "{\"subject\":\"Halo {{company}}\",\"html\":\"<p>{{reward}}</p>\"}");

        assertThat(inForce.status()).isEqualTo(200);
        assertThat(inForce.body().get("subject").asString()).isEqualTo("Hadiah Rp1.000 untuk Anda dari Tokomedia");
        assertThat(inForce.body().get("warnings")).isEmpty();
        assertThat(changed.body().get("subject").asString()).isEqualTo("Halo Tokomedia");
        assertThat(changed.body().get("html").asString()).isEqualTo("<p>Rp1.000</p>");
        assertThat(changed.body().at("/warnings/0").asString()).isEqualTo("the html does not show {{company}}");
        assertThat(engine.count("approvals.approval")).isEqualTo(approvals);
        assertThat(engine.count("notifications.template where code = 'REWARD'")).isZero();
    }

    @Test
    void historyNamesPeopleWhoChangedTemplate() {
        int first = staff.get(ALERT, Role.AUDITOR).body().get("version").asInt();
        String body = body("Alert: {{alert}}", "<p>{{alert}}\n{{detail}}</p>", "{{alert}}\r\n{{detail}}");
        Answer proposed = staff.post(ALERT, Role.OPERATIONS, body);
        assertThat(proposed.status()).isEqualTo(202);
        assertThat(proposed.body().get("warnings")).isEmpty();
        String approve = "/api/v2/approvals/" + proposed.body().get("id").asString() + "/approve";

        assertThat(staff.post(approve, Role.OPERATIONS, "").v2()).isEqualTo("403 forbidden");
        assertThat(staff.get(ALERT, Role.AUDITOR).body().get("version").asInt()).isEqualTo(first);
        assertThat(staff.post(approve, Role.ADMIN, "").status()).isEqualTo(200);

        JsonNode versions = staff.get(ALERT + "/versions", Role.AUDITOR).body().get("items");
        assertThat(versions.at("/0/version").asInt()).isEqualTo(first + 1);
        assertThat(versions.at("/0/text").asString()).isEqualTo("{{alert}}\n{{detail}}");
        assertThat(versions.at("/0/proposed_by").asString()).isEqualTo("operations@staff.example");
        assertThat(versions.at("/0/approved_by").asString()).isEqualTo("admin@staff.example");
        assertThat(versions.get(versions.size() - 1).get("version").asInt()).isEqualTo(1);
        assertThat(versions.get(versions.size() - 1).has("approved_by")).isFalse();
        assertThat(staff.post(ALERT, Role.OPERATIONS, body).v2()).isEqualTo("409 state-conflict");
        JsonNode page = staff.get(ALERT + "/versions?limit=1", Role.AUDITOR).body();
        assertThat(staff.get(
                                ALERT + "/versions?limit=200&cursor="
                                        + page.get("next_cursor").asString(),
                                Role.AUDITOR)
                        .body()
                        .get("items"))
                .hasSize(versions.size() - 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void namesInvalidFields(String what, String body, List<String> fields) {
        long approvals = engine.count("approvals.approval");

        Answer answer = staff.post(ALERT, Role.OPERATIONS, body);

        assertThat(answer.v2()).as(what).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactlyElementsOf(fields);
        assertThat(engine.count("approvals.approval")).isEqualTo(approvals);
    }

    static Stream<Arguments> namesInvalidFields() {
        return Stream.of(
                Arguments.of("nothing", "{}", List.of("subject", "html", "text", "reason")),
                Arguments.of("a subject of two lines", body("a\nb", "<p>a</p>", "a"), List.of("subject")),
                Arguments.of("a subject with a header", body("a\r\nBcc: x@y.id", "<p>a</p>", "a"), List.of("subject")),
                Arguments.of("a script", body("a", "<script>a</script>", "a"), List.of("html")),
                Arguments.of("a control character", body("a", "<p>a</p>", "a\u0007"), List.of("text")),
                Arguments.of(
                        "an unknown variable",
                        body("{{nothing}}", "<p>a</p>", "{{other}}"),
                        List.of("subject", "text")),
                Arguments.of("too long", body("a", "<p>" + "a".repeat(50_000) + "</p>", "a"), List.of("html")));
    }

    @Test
    void refusesUnknownTemplate() {
        for (String path : List.of("/NOTHING/id", "/REWARD/fr", "/reward/id")) {
            assertThat(staff.get(TEMPLATES + path, Role.ADMIN).v2()).isEqualTo("404 not-found");
            assertThat(staff.post(TEMPLATES + path + ":preview", Role.ADMIN, "{}")
                            .v2())
                    .isEqualTo("404 not-found");
        }
    }

    private static String body(String subject, String html, String text) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("subject", subject).put("html", html).put("text", text).put("reason", "a test");
        return JsonMapper.shared().writeValueAsString(body);
    }
}
