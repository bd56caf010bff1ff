package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Mail;
import id.kezbek.sandbox.client.OfficerClient;
import id.kezbek.sandbox.client.Onboarding;
import id.kezbek.sandbox.client.PartnerClient;
import id.kezbek.sandbox.client.Payout;
import id.kezbek.sandbox.client.SandboxFile;
import id.kezbek.sandbox.client.StaffClient;
import id.kezbek.sandbox.demo.visits.Logo;
import id.kezbek.sandbox.parts.OutsideWorld;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.shared.Eventually;
import id.kezbek.testing.Balancer;
import id.kezbek.testing.Call;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two processes with the role api and one with job, as operators run them, with the same database, Redis, queue and
 * store; at night also a second one with job and one with analytics. Work that starts on one process continues on
 * another. Each process is replaced while partners send requests.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(400)
class RolesApartTest {

    private static final List<String> BY_DAY = List.of("api-1", "api-2", "job-1");
    private static final List<String> AT_NIGHT = List.of("job-2", "analytics-1");
    private static final String CODE = "APART";
    private static final String OFFICER = "officer@apart.example";
    private static final String ROLLING = "LAJADA";
    private static final Pattern CODE_IN_MAIL = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");
    private static final int SIGN_INS_PER_MINUTE = 60;
    private static final Duration PAID_WITHIN = Duration.ofSeconds(60);

    /**
     * The time in which a process still serves requests after it became unready; several checks of the load balancer.
     */
    private static final String DRAIN = "3s";

    /** The ids of the purchases under load that were acknowledged, by reference. */
    private static final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    @TempDir
    static Path folder;

    private static OutsideWorld world;
    private static Processes processes;
    private static SandboxFile sandbox;
    private static HttpCalls one;
    private static HttpCalls other;
    private static boolean isOtherStarted;

    @BeforeAll
    static void start() {
        world = OutsideWorld.ephemeral();
        processes = new Processes(
                world,
                folder,
                Map.of(
                        "cezbek.drain",
                        DRAIN,
                        "cezbek.limits.sign-ins-per-minute",
                        Integer.toString(SIGN_INS_PER_MINUTE),
                        // On a busy machine Redis can be slow, and each process would count alone.
                        "cezbek.limits.redis-patience",
                        "5s"));
        processes.start("api-1", Map.of("cezbek.seed", "sandbox"));
        BY_DAY.stream().skip(1).forEach(name -> processes.start(name, Map.of()));
        BY_DAY.forEach(processes::awaitReady);
        sandbox = SandboxFile.read(processes.sandboxFile());
        one = new HttpCalls(processes.url("api-1"));
        other = new HttpCalls(processes.url("api-2"));
    }

    @AfterAll
    static void stop() {
        processes.close();
        one.close();
        other.close();
        world.close();
    }

    @Test
    @Order(1)
    void workContinuesOnOtherProcesses() {
        Credentials credentials = onboardAtOneAndTopUpAtTheOther();
        PartnerClient atOne = PartnerClient.signIn(one, credentials, InstantSource.system());
        PartnerClient atOther = atOne.at(other);

        Answer first = atOther.transact(PartnerLoad.purchase("APART-1", "6281700000001"), 0)
                .orThrow();
        assertThat(cashback(first)).isEqualByComparingTo("1000");
        assertThat(atOne.transaction(first.body().path("id").asString()).succeeded())
                .isTrue();

        proposeAtOneAndApproveAtTheOther();
        assertThat(cashback(atOne.transact(PartnerLoad.purchase("APART-2", "6281700000002"), 0)
                        .orThrow()))
                .as("the new rule rules at the one")
                .isEqualByComparingTo("10000");
        assertThat(cashback(atOther.transact(PartnerLoad.purchase("APART-3", "6281700000003"), 0)
                        .orThrow()))
                .as("and at the other")
                .isEqualByComparingTo("10000");

        awaitPaid(CODE, 3);
        try (HttpCalls mails = new HttpCalls(world.mailUrl().toString())) {
            Mail mail = new Mail(mails);
            Eventually.holds(
                    "its e-mail is sent", () -> !mail.to("apart-1@example.com").isEmpty());
            anOfficerLogsInAtOneAndIsKnownAtTheOther(mail);
            assertThat(mail.to("apart-1@example.com")).as("sent once").hasSize(1);
        }
        aRunSaysWhichProcessMadeIt();
    }

    @Test
    @Order(2)
    void replacesFirstProcessesUnderLoad() throws Exception {
        replaceUnderLoad(List.of("api-1", "job-1"));
    }

    @Tag("nightly")
    @Test
    @Order(3)
    void replacesOtherProcessesUnderLoad() throws Exception {
        startOthers();
        replaceUnderLoad(List.of("api-2", "job-2", "analytics-1"));
    }

    @Tag("nightly")
    @Test
    @Order(4)
    void analyticsServesOnlyHealth() {
        startOthers();
        try (HttpCalls analytics = new HttpCalls(processes.url("analytics-1"))) {
            Answer health = analytics.get("/health", Map.of());
            assertThat(health.status()).isEqualTo(200);
            Eventually.holds(
                    "all is there",
                    () -> analytics
                            .get("/health", Map.of())
                            .body()
                            .path("status")
                            .asString()
                            .equals("UP"));
            assertThat(analytics.get("/readyz", Map.of()).status()).isEqualTo(200);
            assertThat(analytics.get("/livez", Map.of()).status()).isEqualTo(200);
            assertThat(analytics.get("/api/v2/payouts", staff("FINANCE")).status())
                    .isEqualTo(404);
        }
    }

    /** Each test of the night needs them, also if it runs alone. */
    private static void startOthers() {
        if (!isOtherStarted) {
            isOtherStarted = true;
            AT_NIGHT.forEach(name -> processes.start(name, Map.of()));
        }
        AT_NIGHT.forEach(processes::awaitReady);
    }

    private static void replaceUnderLoad(List<String> names) throws Exception {
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        try (Balancer balancer = new Balancer(List.of(processes.port("api-1"), processes.port("api-2")));
                ScheduledExecutorService callers = PartnerLoad.threads()) {
            Eventually.holds("both are ready", () -> isReady(balancer, "api-1") && isReady(balancer, "api-2"));
            PartnerClient partner = PartnerClient.signIn(one, sandbox.partner(ROLLING), InstantSource.system());
            List<HttpCalls> connections = PartnerLoad.start(callers, balancer, partner, acknowledged, failures);

            int before = acknowledged.size();
            names.parallelStream().forEach(processes::stop);
            names.forEach(name -> processes.start(name, Map.of()));
            names.forEach(processes::awaitReady);
            Eventually.holds(names + " serve again", () -> isReady(balancer, names.getFirst()));
            assertThat(acknowledged).as("the others served meanwhile").hasSizeGreaterThan(before);

            callers.shutdown();
            assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            connections.forEach(HttpCalls::close);
        }
        assertThat(failures).isEmpty();
        assertEachIsTakenAndPaidOnce();
    }

    /** Runs last, because it uses up the limit of an address for a minute. */
    @Test
    @Order(5)
    void limitCountsBothProcessesTogether() {
        AtomicInteger admitted = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        for (int call = 0; call < 3 * SIGN_INS_PER_MINUTE; call++) {
            Answer answer = new OfficerClient(call % 2 == 0 ? one : other, "nobody@apart.example").ask();
            (answer.status() == 429 ? refused : admitted).incrementAndGet();
        }
        // Requests of earlier tests may no longer count, and permits become available during the test.
        assertThat(admitted).hasValueLessThan(SIGN_INS_PER_MINUTE + SIGN_INS_PER_MINUTE / 2);
        assertThat(refused).hasPositiveValue();
    }

    private static Credentials onboardAtOneAndTopUpAtTheOther() {
        Answer onboarded = new StaffClient(one, sandbox)
                .onboard(new Onboarding("PT. Apart", CODE, OFFICER, "6281355511111", "Officer", "Jakarta"), Logo.png())
                .orThrow();
        new StaffClient(other, sandbox)
                .topUp(CODE, new BigDecimal("100000000"), "apart-first")
                .orThrow();
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI logo = URI.create(processes.url("api-2") + "/api/v2/partners/" + CODE + "/logo");
            assertThat(Call.to(logo).bearer(sandbox.staffToken("OPERATIONS")).statusBy(client))
                    .as("a logo that one has stored is there at the other")
                    .isEqualTo(200);
        }
        return new Credentials(
                CODE,
                onboarded.data().path("api_key").asString(),
                onboarded.data().path("api_secret").asString());
    }

    private static void proposeAtOneAndApproveAtTheOther() {
        ObjectNode terms = JsonMapper.shared()
                .createObjectNode()
                .put("partner", CODE)
                .put("percent", "10")
                .put("quantity_from", 1)
                .put("reason", "a campaign");
        terms.putObject("amount_from").put("value", "50000.00").put("currency", "IDR");
        Answer proposed =
                one.post("/api/v2/rules", keyed("OPERATIONS", "rule"), terms).orThrow();
        other.post(
                        "/api/v2/approvals/" + proposed.body().path("id").asString() + "/approve",
                        keyed("ADMIN", "approve"),
                        JsonMapper.shared().createObjectNode())
                .orThrow();
    }

    private static void anOfficerLogsInAtOneAndIsKnownAtTheOther(Mail mail) {
        Answer asked = new OfficerClient(one, OFFICER).ask().orThrow();
        Eventually.holds("the code is mailed", () -> codes(mail).findAny().isPresent());
        OfficerClient atOther = new OfficerClient(other, OFFICER);
        Answer in = atOther.answer(
                        asked.data().path("transaction_id").asString(),
                        codes(mail).reduce((earlier, later) -> later).orElseThrow())
                .orThrow();
        Answer found = new OfficerClient(one, OFFICER)
                .transactions(in.data().path("token").asString(), "?sort_by=AMOUNT&sort=DESC")
                .orThrow();
        assertThat(found.data().path("total_elements").asInt()).isEqualTo(3);

        Answer refreshed = one.post(
                        "/api/v2/sessions:refresh",
                        Map.of(),
                        JsonMapper.shared()
                                .createObjectNode()
                                .put(
                                        "refresh_token",
                                        in.data().path("refresh_token").asString()))
                .orThrow();
        assertThat(atOther.transactions(refreshed.body().path("token").asString(), "?sort_by=AMOUNT&sort=DESC")
                        .succeeded())
                .as("a token that one has renewed is good at the other")
                .isTrue();
    }

    private static Stream<String> codes(Mail mail) {
        return mail.to(OFFICER).stream()
                .flatMap(message ->
                        CODE_IN_MAIL.matcher(message.text()).results().map(MatchResult::group));
    }

    private static void aRunSaysWhichProcessMadeIt() {
        StaffClient staff = new StaffClient(other, sandbox);
        staff.runJob("recover-emails", "apart-run").orThrow();
        Eventually.holds(
                "a job process has made the run",
                () -> ended(staff.jobRuns("recover-emails")).isPresent());
        String place = ended(staff.jobRuns("recover-emails"))
                .orElseThrow()
                .path("place")
                .asString();
        assertThat(place).contains(" " + processes.pid("job-1") + " job");
    }

    private static java.util.Optional<JsonNode> ended(Answer runs) {
        return runs.orThrow()
                .body()
                .path("items")
                .valueStream()
                .filter(run -> run.has("requested_at") && run.has("ended_at"))
                .findFirst();
    }

    private static void assertEachIsTakenAndPaidOnce() {
        List<Payout> payouts = awaitPaid(ROLLING, acknowledged.size());
        assertThat(payouts.stream().flatMap(payout -> payout.purchases().stream()))
                .as("none is lost, none is doubled")
                .containsExactlyInAnyOrderElementsOf(acknowledged.values());
        Map<String, Long> booked = world.providers()
                .book()
                .movements()
                .collect(Collectors.groupingBy(BookLine::externalId, Collectors.counting()));
        assertThat(payouts)
                .allSatisfy(payout -> assertThat(payout.attempts().stream()
                                .mapToLong(attempt -> booked.getOrDefault(attempt.reference(), 0L))
                                .sum())
                        .isEqualTo(1));
    }

    private static List<Payout> awaitPaid(String partner, int purchases) {
        StaffClient staff = new StaffClient(other, sandbox);
        Eventually.holds("all of " + partner + " is paid", PAID_WITHIN, () -> {
            List<Payout> payouts = staff.payouts(partner);
            return payouts.size() == purchases && payouts.stream().allMatch(Payout::isPaid);
        });
        return staff.payouts(partner);
    }

    private static BigDecimal cashback(Answer answer) {
        return new BigDecimal(answer.body().path("cashback").path("value").asString());
    }

    private static boolean isReady(Balancer balancer, String name) {
        return balancer.isReady(processes.port(name));
    }

    private static Map<String, String> keyed(String role, String key) {
        Map<String, String> headers = new java.util.HashMap<>(staff(role));
        headers.put("Idempotency-Key", "apart-" + key);
        return headers;
    }

    private static Map<String, String> staff(String role) {
        return Map.of("Authorization", "Bearer " + sandbox.staffToken(role));
    }
}
