package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.records.SuspendPartner;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session in a browser: who has it, what it opens, and what ends it. */
@EngineTest
class ConsoleSessionTest {

    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final Pattern ENDED = Pattern.compile("/console/sessions/([0-9a-z]{26})/end");
    private static final String COOKIE = "__Host-cezbek-session";

    private final EngineUnderTest engine;

    ConsoleSessionTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @AfterEach
    void turnBack() {
        engine.clock().reset();
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"partner@\u017Finar.co.id", "a\u0000b@x.y", "nobody@localhost", "@", ""})
    void askingForACodeRefusesWhatIsNoAddress(String typed) throws Exception {
        try (ConsoleCalls reader = new ConsoleCalls(engine)) {
            long before = challenges();
            HttpResponse<String> refused = reader.post("/console/sign-in", Map.of("email", typed));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(challenges()).isLessThanOrEqualTo(before);
        }
    }

    @Test
    void theApiTakesNoCookieAndTheConsoleNoToken() {
        try (ConsoleCalls reader = ConsoleCalls.staff(engine, Role.ADMIN);
                ConsoleCalls stranger = new ConsoleCalls(engine);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(reader.get("/api/v2/staff").statusCode()).isEqualTo(401);
            int status = Call.to(engine.uri("/console"))
                    .bearer(engine.staffToken(Role.ADMIN))
                    .statusBy(client);
            assertThat(status).isEqualTo(303);
            assertThat(stranger.get("/console").headers().firstValue("location"))
                    .hasValue("/console/sign-in");
        }
    }

    @Test
    void whoWritesTheTableGetsNoSessionOfAnother() {
        String email = person(Role.AUDITOR);
        try (ConsoleCalls admin = ConsoleCalls.staff(engine, Role.ADMIN);
                ConsoleCalls auditor = new ConsoleCalls(engine).logIn(email)) {
            assertThat(admin.get("/console").statusCode()).isEqualTo(200);
            assertThat(auditor.get("/console").statusCode()).isEqualTo(200);
            int changed =
                    engine.database().sql("""
                            update access.browser_session set session = (
                              select s.id from access.session s join access.browser_session b on b.session = s.id
                              where s.role = 'ADMIN' order by s.opened_at desc limit 1)
                            where session = (select id from access.session where person = ? and ended_at is null)""").param(engine.staffId(email)).update();
            assertThat(changed).isEqualTo(1);

            assertThat(auditor.get("/console").statusCode()).isEqualTo(303);
            assertThat(admin.get("/console").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aCodeOpensTheBrowserThatAskedForItOnly() {
        String email = person(Role.FINANCE);
        try (ConsoleCalls reader = new ConsoleCalls(engine);
                ConsoleCalls thief = new ConsoleCalls(engine)) {
            String code = reader.askFor(email);
            HttpResponse<String> stolen = thief.post("/console/sign-in/code", Map.of("code", code, "form_token", "x"));
            assertThat(stolen.headers().firstValue("location")).hasValue("/console/sign-in");
            assertThat(thief.cookies()).doesNotContainKey(COOKIE);

            assertThat(reader.answer(wrong(code)).statusCode()).isEqualTo(422);
            assertThat(reader.answer(code.substring(0, 6) + " " + code.substring(6))
                            .statusCode())
                    .isEqualTo(303);

            assertThat(reader.get("/console").statusCode()).isEqualTo(200);
            assertThat(reader.get("/console/sign-in").headers().firstValue("location"))
                    .hasValue("/console");
        }
    }

    @Test
    void anUnknownAddressIsAnsweredLikeAKnownOne() {
        try (ConsoleCalls known = new ConsoleCalls(engine);
                ConsoleCalls unknown = new ConsoleCalls(engine)) {
            HttpResponse<String> one = known.post("/console/sign-in", Map.of("email", person(Role.FINANCE)));
            HttpResponse<String> other = unknown.post("/console/sign-in", Map.of("email", "nobody@nowhere.example"));
            assertThat(other.statusCode()).isEqualTo(one.statusCode()).isEqualTo(303);
            assertThat(other.headers().firstValue("location"))
                    .isEqualTo(one.headers().firstValue("location"));
            assertThat(unknown.cookies().keySet()).isEqualTo(known.cookies().keySet());
        }
    }

    @Test
    void signingOutEverywhereEndsEverySession() {
        String email = person(Role.OPERATIONS);
        try (ConsoleCalls one = new ConsoleCalls(engine).logIn(email);
                ConsoleCalls other = new ConsoleCalls(engine).logIn(email)) {
            Map<String, String> form = Map.of("form_token", one.formToken("/console"));

            assertThat(one.post("/console/sign-out-everywhere", form).statusCode())
                    .isEqualTo(303);

            assertThat(one.get("/console").statusCode()).isEqualTo(303);
            assertThat(other.get("/console").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void whoHasAnotherRoleOrTheEndOfTheDayLogsInAnew() {
        String email = person(Role.FINANCE);
        try (ConsoleCalls removed = new ConsoleCalls(engine).logIn(email);
                ConsoleCalls late = ConsoleCalls.staff(engine, Role.FINANCE)) {
            engine.database()
                    .sql(
                            "update access.session set ended_at = now(), end_reason = 'NO_LONGER_ADMITTED' where person = ?")
                    .param(engine.staffId(email))
                    .update();
            assertThat(removed.get("/console").statusCode()).isEqualTo(303);

            for (int step = 0; step < 36; step++) {
                engine.clock().advance(Duration.ofMinutes(20));
                int status = late.get("/console/search").statusCode();
                assertThat(status).as("after %s steps", step + 1).isEqualTo(step < 35 ? 200 : 303);
            }
        }
    }

    @Test
    void peopleSeeAndEndTheirOwnSessionsOnly() {
        String email = person(Role.FINANCE);
        try (ConsoleCalls here = new ConsoleCalls(engine).logIn(email);
                ConsoleCalls there = new ConsoleCalls(engine).logIn(email);
                ConsoleCalls stranger = ConsoleCalls.staff(engine, Role.FINANCE)) {
            here.get("/console?lang=en");
            String page = here.get("/console/sessions").body();
            List<String> ids =
                    ENDED.matcher(page).results().map(found -> found.group(1)).toList();
            assertThat(ids).hasSize(2);
            assertThat(page).containsOnlyOnce("This one");
            String thisOne = ENDED.matcher(page.substring(page.indexOf("This one")))
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1);
            String other =
                    ids.stream().filter(id -> !id.equals(thisOne)).findFirst().orElseThrow();

            assertThat(end(stranger, other).statusCode()).isEqualTo(404);
            assertThat(there.get("/console").statusCode()).isEqualTo(200);
            assertThat(end(here, other).statusCode()).isEqualTo(303);

            assertThat(there.get("/console").statusCode()).isEqualTo(303);
            assertThat(here.get("/console/sessions").body()).doesNotContain(other);
            assertThat(engine.count("approvals.audit where act = 'LOGGED_OUT' and subject = 'session " + other + "'"))
                    .isEqualTo(1);
        }
    }

    private static HttpResponse<String> end(ConsoleCalls person, String session) {
        return person.post(
                "/console/sessions/" + session + "/end", Map.of("form_token", person.formToken("/console/sessions")));
    }

    @Test
    void anOfficerOfASuspendedPartnerSignsOutForGood() {
        Onboarded partner = engine.partner("SIGNOUT");
        PartnerId id = partner.partner().id();
        try (ConsoleCalls one = ConsoleCalls.officer(engine, partner.partner().code());
                ConsoleCalls other =
                        ConsoleCalls.officer(engine, partner.partner().code())) {
            Map<String, String> form = Map.of("form_token", one.formToken("/console/sessions"));
            engine.get(SuspendPartner.class).suspend(id, "test");
            assertThat(one.get("/console").statusCode()).isEqualTo(303);
            assertThat(one.get("/console/sign-in").statusCode()).isEqualTo(200);
            assertThat(one.post("/console/sign-out", Map.of("form_token", "other"))
                            .statusCode())
                    .isEqualTo(403);
            String cookie = one.cookies().get(COOKIE);

            assertThat(one.post("/console/sign-out", form).headers().firstValue("location"))
                    .hasValue("/console/sign-in?done=signed-out");

            engine.get(SuspendPartner.class).reactivate(id, "test");
            one.cookies().put(COOKIE, cookie);
            assertThat(one.get("/console").statusCode()).as("signed out").isEqualTo(303);
            assertThat(other.get("/console").statusCode()).as("not signed out").isEqualTo(200);
        }
    }

    @Test
    void pagesSayWhatABrowserMayDoWithThem() {
        try (ConsoleCalls reader = ConsoleCalls.staff(engine, Role.AUDITOR)) {
            HttpResponse<String> page = reader.get("/console");
            assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().allValues("content-security-policy")).hasSize(1);
            assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
            assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
            HttpResponse<String> absent = reader.get("/console/nowhere");
            assertThat(absent.statusCode()).isEqualTo(404);
            assertThat(absent.headers().firstValue("content-type")).hasValue("text/html;charset=UTF-8");
            assertThat(absent.headers().allValues("content-security-policy")).hasSize(1);
            assertThat(absent.body())
                    .contains(absent.headers().firstValue("x-request-id").orElseThrow());
        }
    }

    private String person(Role role) {
        String email = "session" + PEOPLE.incrementAndGet() + "@staff.example";
        engine.get(AddStaff.class).add(email, "Somebody", role);
        return email;
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '0' ? '1' : '0') + code.substring(1);
    }

    private long challenges() {
        return engine.database()
                .sql("select count(*) from access.challenge")
                .query(Long.class)
                .single();
    }
}
