package id.kezbek.partners.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.partners.Onboarded;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Partners over v2, for staff. */
@EngineTest
class PartnersApiTest {

    private static final String PATH = "/api/v2/partners";
    private static int partners;

    private final EngineUnderTest engine;
    private final StaffCalls staff;

    PartnersApiTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    @AfterEach
    void close() {
        staff.close();
    }

    @Test
    void onboardsPartnerBeforeItsLogo() {
        Answer answer = staff.post(PATH, Role.OPERATIONS, body("PAPI1"), "onboard-papi1");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo(PATH + "/PAPI1");
        JsonNode partner = answer.body();
        assertThat(partner.get("state").asString()).isEqualTo("ACTIVE");
        assertThat(partner.at("/funding/mode").asString()).isEqualTo("PREPAID");
        assertThat(partner.get("has_logo").asBoolean()).isFalse();
        assertThat(partner.at("/credential/api_key").asString()).matches("[A-Za-z0-9_-]{32}");
        assertThat(staff.post(PATH, Role.OPERATIONS, body("PAPI1"), "onboard-papi1")
                        .body())
                .as("the same key gets the same secret, so that an answer lost on its way is not lost")
                .isEqualTo(partner);
        Answer read = staff.get(PATH + "/PAPI1", Role.AUDITOR);
        assertThat(read.body().has("credential")).isFalse();
        assertThat(read.body().get("msisdn").asString()).isEqualTo(PartnerSamples.msisdn("PAPI1"));
        assertThat(staff.get(PATH + "/PAPI1/officers", Role.OPERATIONS)
                        .body()
                        .at("/items/0/email")
                        .asString())
                .isEqualTo(PartnerSamples.email("PAPI1"));
        assertThat(staff.post(PATH, Role.ADMIN, body("PAPI1")).v2()).isEqualTo("409 partner-exists");
    }

    @Test
    void listsPartnersPageByPage() {
        for (String code : List.of("LISTA", "LISTB", "LISTC")) {
            engine.partner(code);
        }
        staff.post(PATH + "/LISTB/suspend", Role.OPERATIONS, "{\"reason\":\"a test\"}");

        Answer first = staff.get(PATH + "?search=pt.%20list&limit=2", Role.FINANCE);
        assertThat(codes(first)).containsExactly("LISTA", "LISTB");
        Answer second = staff.get(
                PATH + "?search=pt.%20list&limit=2&cursor="
                        + first.body().get("next_cursor").asString(),
                Role.FINANCE);
        assertThat(codes(second)).containsExactly("LISTC");
        assertThat(second.body().get("next_cursor").isNull()).isTrue();
        assertThat(codes(staff.get(PATH + "?search=list&state=SUSPENDED", Role.ADMIN)))
                .containsExactly("LISTB");
        assertThat(codes(staff.get(PATH + "?search=list_", Role.ADMIN))).isEmpty();
        assertThat(codes(staff.get(PATH + "?search=list&mode=POSTPAID", Role.ADMIN)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "state=CLOSED,state",
        "mode=CREDIT,mode",
        "limit=0,limit",
        "limit=201,limit",
        "cursor=abc,cursor",
        "search=,search",
        "colour=red,colour",
        "state=ACTIVE&state=ACTIVE,state"
    })
    void namesTheParameterAtFault(String query, String parameter) {
        Answer answer = staff.get(PATH + "?" + query, Role.ADMIN);
        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactly(parameter);
    }

    @Test
    void changesPartnerAndAuditsIt() {
        Onboarded partner = onboarded();
        String path = PATH + "/" + partner.partner().code();
        Answer changed = staff.send(
                "PATCH",
                path,
                Role.OPERATIONS,
                "{\"company\":\"PT. Baru\",\"msisdn\":\"628999" + (1_000_000 + System.nanoTime() % 1_000_000)
                        + "\",\"language\":\"en\",\"calls_per_second\":7}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().get("company").asString()).isEqualTo("PT. Baru");
        assertThat(changed.body().get("language").asString()).isEqualTo("en");
        assertThat(changed.body().get("calls_per_second").asInt()).isEqualTo(7);
        assertThat(changed.body().get("email").asString())
                .isEqualTo(PartnerSamples.email(partner.partner().code()));

        JsonNode audit = newestAudit();
        assertThat(audit.get("act").asString()).isEqualTo("PARTNER_CHANGED");
        assertThat(audit.at("/detail/company").asString())
                .isEqualTo("PT. " + partner.partner().code() + " -> PT. Baru");
        assertThat(audit.at("/detail/msisdn").asString()).contains("*");

        long before = engine.count("approvals.audit");
        staff.send("PATCH", path, Role.OPERATIONS, "{\"company\":\"PT. Baru\"}");
        assertThat(engine.count("approvals.audit"))
                .as("a change to what is there already is none")
                .isEqualTo(before);
        assertThat(staff.send("PATCH", path, Role.ADMIN, "{\"calls_per_second\":0}")
                        .body()
                        .has("calls_per_second"))
                .isFalse();
    }

    @Test
    void refusesAnAddressOfAnotherPartner() {
        Onboarded one = onboarded();
        Onboarded other = onboarded();
        String email =
                "{\"email\":\"" + PartnerSamples.email(one.partner().code()).toUpperCase(java.util.Locale.ROOT) + "\"}";
        Answer refused = staff.send("PATCH", PATH + "/" + other.partner().code(), Role.ADMIN, email);
        assertThat(refused.v2()).isEqualTo("409 partner-exists");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"colour\":\"red\"}",
                "{\"company\":\"\"}",
                "{\"company\":7}",
                "{\"company\":null}",
                "{\"email\":\"nobody\"}",
                "{\"msisdn\":\"+62811\"}",
                "{\"language\":\"fr\"}",
                "{\"calls_per_second\":-1}",
                "{\"calls_per_second\":100001}",
                "{\"calls_per_second\":\"7\"}",
                "{\"address\":\"a\\u0000b\"}",
                "{\"code\":\"OTHER\"}"
            })
    void refusesInvalidChange(String body) {
        Onboarded partner = onboarded();
        refusesRecordingNothing(
                "400 bad-payload",
                () -> staff.send("PATCH", PATH + "/" + partner.partner().code(), Role.ADMIN, body));
    }

    @Test
    void onePersonSuspendsAndTwoReactivate() {
        Onboarded partner = onboarded();
        String path = PATH + "/" + partner.partner().code();
        assertThat(staff.getAsPartner(path, partner.partner()).status()).isEqualTo(200);

        Answer stopped = staff.post(path + "/suspend", Role.FINANCE, "{\"reason\":\"invoices unpaid\"}");
        assertThat(stopped.body().get("state").asString()).isEqualTo("SUSPENDED");
        assertThat(newestAudit().at("/detail/reason").asString()).isEqualTo("invoices unpaid");
        assertThat(staff.getAsPartner(path, partner.partner()).v2()).isEqualTo("403 forbidden");

        Answer proposed = staff.post(path + "/resume", Role.FINANCE, "{\"reason\":\"paid\"}");
        assertThat(proposed.status()).isEqualTo(202);
        assertThat(staff.approve(proposed, Role.FINANCE).v2()).isEqualTo("403 forbidden");
        assertThat(staff.getAsPartner(path, partner.partner()).v2()).isEqualTo("403 forbidden");
        assertThat(staff.approve(proposed, Role.ADMIN).status()).isEqualTo(200);
        assertThat(staff.getAsPartner(path, partner.partner()).status()).isEqualTo(200);
        assertThat(staff.post(path + "/resume", Role.FINANCE, "{\"reason\":\"again\"}")
                        .v2())
                .isEqualTo("409 state-conflict");
    }

    @Test
    void twoOfStaffAddOfficerAndOneRemoves() {
        Onboarded partner = onboarded();
        Onboarded other = onboarded();
        String path = PATH + "/" + partner.partner().code() + "/officers";
        String email = "budi." + partner.partner().code() + "@partner.example";
        Answer proposed = staff.post(path, Role.OPERATIONS, officer("Budi", email));
        assertThat(proposed.status()).isEqualTo(202);
        String id = proposed.body().at("/arguments/officer").asString();
        JsonNode waiting = staff.get(path, Role.AUDITOR).body().at("/items/1");
        assertThat(waiting.get("state").asString()).isEqualTo("PROPOSED");
        assertThat(waiting.get("id").asString()).isEqualTo(id);
        assertThat(waiting.get("language").asString()).isEqualTo("id");
        assertThat(staff.approve(proposed, Role.OPERATIONS).v2()).isEqualTo("403 forbidden");
        assertThat(staff.approve(proposed, Role.ADMIN).status()).isEqualTo(200);
        assertThat(staff.get(path, Role.AUDITOR).body().at("/items/1/state").asString())
                .isEqualTo("ADDED");

        assertThat(staff.post(
                                PATH + "/" + other.partner().code() + "/officers",
                                Role.OPERATIONS,
                                officer("Budi", email.toUpperCase(java.util.Locale.ROOT)))
                        .v2())
                .isEqualTo("409 state-conflict");
        String foreign = PATH + "/" + other.partner().code() + "/officers/" + id;
        assertThat(staff.send("DELETE", foreign, Role.OPERATIONS, "").v2()).isEqualTo("404 not-found");
        assertThat(staff.send("DELETE", path + "/" + id, Role.OPERATIONS, "").status())
                .isEqualTo(204);
        assertThat(staff.send("DELETE", path + "/" + id, Role.OPERATIONS, "").v2())
                .isEqualTo("404 not-found");
        assertThat(staff.get(path, Role.AUDITOR).body().get("items")).hasSize(1);
        assertThat(newestAudit().get("act").asString()).isEqualTo("OFFICER_REMOVED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"Budi\"}",
                "{\"name\":\"\",\"email\":\"budi@partner.example\"}",
                "{\"name\":\"Budi\",\"email\":\"budi\"}",
                "{\"name\":\"Budi\",\"email\":\"budi@partner.example\",\"language\":\"jv\"}",
                "{\"name\":\"Budi\",\"email\":\"budi@partner.example\",\"role\":\"ADMIN\"}"
            })
    void refusesInvalidOfficer(String body) {
        Onboarded partner = onboarded();
        refusesRecordingNothing(
                "400 bad-payload",
                () -> staff.post(PATH + "/" + partner.partner().code() + "/officers", Role.ADMIN, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/officers", "/credentials", "/logo"})
    void partnerSeesOnlyItself(String what) {
        Onboarded one = onboarded();
        Onboarded other = onboarded();
        String foreign = PATH + "/" + other.partner().code() + what;
        String absent = PATH + "/NOBODY" + what;
        int refused = what.equals("/officers") ? 403 : 404;
        assertThat(staff.getAsPartner(foreign, one.partner()).status()).isEqualTo(refused);
        assertThat(staff.getAsPartner(absent, one.partner()).status()).isEqualTo(refused);
        assertThat(staff.get(absent, Role.ADMIN).v2()).isEqualTo("404 not-found");
    }

    private Onboarded onboarded() {
        return engine.partner("PAPIX" + ++partners);
    }

    private JsonNode newestAudit() {
        return staff.get("/api/v2/audit?limit=1", Role.AUDITOR).body().at("/items/0");
    }

    private void refusesRecordingNothing(String refusal, Supplier<Answer> call) {
        List<Long> before = recorded();
        assertThat(call.get().v2()).isEqualTo(refusal);
        assertThat(recorded()).isEqualTo(before);
    }

    private List<Long> recorded() {
        return List.of(
                engine.count("partners.partner"), engine.count("partners.officer"), engine.count("approvals.audit"));
    }

    private static List<String> codes(Answer page) {
        List<String> codes = new ArrayList<>();
        page.body().get("items").forEach(item -> codes.add(item.get("code").asString()));
        return codes;
    }

    private static String officer(String name, String email) {
        return "{\"name\":\"" + name + "\",\"email\":\"" + email + "\",\"reason\":\"asked for\"}";
    }

    private static String body(String code) {
        return """
                {"company":"PT. %s","code":"%s","email":"%s","msisdn":"%s","officer":"Siti","address":"Jalan 1"}""".formatted(code, code, PartnerSamples.email(code), PartnerSamples.msisdn(code));
    }
}
