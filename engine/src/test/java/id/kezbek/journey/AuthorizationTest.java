package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.billing.TestInvoices;
import id.kezbek.console.ConsoleOperations;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.GeneratedDocument;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The table of rights in docs/authorization.md, with each cell tested over HTTP. */
@EngineTest
class AuthorizationTest {

    private static final String ABSENT_ID = "00000000000000000000000000";
    private static final String FORM_BODY =
            "--x\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\nX\r\n--x--\r\n";

    /** Changes that one member of staff makes alone, with the reason why no second person is needed. */
    private static final Map<String, String> ALONE = Map.ofEntries(
            Map.entry("POST /api/v1/partners", "a partner has no money; its onboarder never funds it"),
            Map.entry("POST /api/v2/partners", "a partner has no money; its onboarder never funds it"),
            Map.entry("PATCH /api/v2/partners/{code}", "changes the partner's contact and its limit of requests"),
            Map.entry("PUT /api/v2/partners/{code}/logo", "changes only the logo"),
            Map.entry("DELETE /api/v2/partners/{code}/officers/{id}", "removes a right"),
            Map.entry("POST /api/v2/partners/{code}/suspend", "stops the partner; two people reactivate it"),
            Map.entry("POST /api/v2/partners/{code}/credentials/collect", "two people have approved it before"),
            Map.entry("POST /api/v2/partners/{code}/credentials/{id}/end", "removes a right"),
            Map.entry("POST /api/v2/rules/{id}/name", "changes what people call the rule, and no decision"),
            Map.entry("POST /api/v2/approvals/{id}/approve", "is the action of the second person"),
            Map.entry("POST /api/v2/approvals/{id}/reject", "rejects another person's proposal"),
            Map.entry("POST /api/v2/approvals/{id}/withdraw", "withdraws the caller's own proposal"),
            Map.entry(
                    "POST /api/v2/providers/{code}/pause",
                    "stops new attempts at the provider; other providers pay instead"),
            Map.entry("POST /api/v2/providers/{code}/resume", "ends the pause; this changes no debt"),
            Map.entry(
                    "POST /api/v2/providers/{code}/float-check",
                    "enables or disables the check of the float before a payout is sent; this changes no debt"),
            Map.entry(
                    "POST /api/v2/accounts:unlock",
                    "lets a person request log-in codes again; the codes go only to that person"),
            Map.entry(
                    "PUT /api/v2/providers/{code}/statements/{day}",
                    "imports a statement; it proves a payment only after a second person has sent the same file"),
            Map.entry("PUT /api/v2/providers/{code}/statements/{day}/preview", "changes nothing"),
            Map.entry("PUT /api/v2/statement-profiles/{name}/dry-run", "changes nothing"),
            Map.entry("POST /api/v2/breaks/{id}/assign", "names the person who examines the difference"),
            Map.entry("POST /api/v2/breaks/{id}/explain", "records the reason; the difference stays in the list"),
            Map.entry(
                    "POST /api/v2/partners/{code}/invoices",
                    "computes invoices by terms that two people approved; a credit note needs two people"),
            Map.entry("POST /api/v2/invoices/tax-numbers", "adds the tax office's numbers to invoices"),
            Map.entry("POST /api/v2/emails:redrive", "sends failed e-mails again"),
            Map.entry("POST /api/v2/jobs/{name}:run", "runs a scheduled job earlier; an additional run does no harm"),
            Map.entry("POST /api/v2/fees:check", "changes nothing"),
            Map.entry("POST /api/v2/wallets:check", "changes nothing"),
            Map.entry("POST /api/v2/rules:check", "changes nothing"),
            Map.entry("POST /api/v2/rules:try", "changes nothing"),
            Map.entry("POST /api/v2/tiers:check", "changes nothing"),
            Map.entry("POST /api/v2/rule-backtests", "simulates; changes nothing"),
            Map.entry("POST /api/v2/months/{month}:review", "begins a review; closing needs two people"),
            Map.entry("POST /api/v2/exports", "shows data that the person may read anyway"),
            Map.entry("POST /api/v2/templates/{name}/{language}:preview", "changes nothing"),
            Map.entry("POST /api/v2/passkeys:challenge", "changes nothing"),
            Map.entry("POST /api/v2/passkeys", "adds a second factor to the caller's own log-in"),
            Map.entry(
                    "POST /api/v2/passkeys/{id}/remove",
                    "removes one of the caller's own passkeys; a passkey of the caller confirms it"),
            Map.entry("DELETE /api/v2/sessions/current", "logs the caller out"));

    /** The owner of the objects in an address. */
    private enum Whose {
        OWN,
        FOREIGN,
        ABSENT
    }

    private final EngineUnderTest engine;
    private final List<Operation> operations;
    private final ConsoleOperations console;
    private final HttpClient client = HttpClient.newHttpClient();
    private PartnerSystem own;
    private PartnerSystem foreign;
    private Map<Role, String> tokens;

    AuthorizationTest(EngineUnderTest engine, RequestMappingHandlerMapping requestMappingHandlerMapping) {
        this.engine = engine;
        this.console = new ConsoleOperations(requestMappingHandlerMapping);
        this.operations = Operation.all(requestMappingHandlerMapping);
    }

    private static final String WEBHOOK_ENDPOINTS = "/api/v2/webhook-endpoints";
    private static final String WEBHOOK_DELIVERIES = "/api/v2/webhook-deliveries";
    private static final String OFFICERS = "/api/v2/partners/{code}/officers/";
    private static final String INVOICES = "/api/v2/partners/{code}/invoices/";

    @BeforeEach
    void twoPartnersAndEveryRole() {
        own = trading();
        foreign = trading();
        tokens = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            tokens.put(role, role.isStaff() ? engine.staffToken(role) : partnersToken(role));
        }
    }

    @Test
    void tableMatchesCode() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Who may do what

                This page lists every operation with the roles in its `@Allow`. An operation without `@Allow` permits no caller.
                OFFICER and PARTNER see only their own partner's records. A request for another partner's record gets
                the same response as a request for a record that does not exist. The database enforces this too
                ([access.md](access.md)). A caller without a token gets 401, and a caller with another role gets 403
                (v1: 401, code 9005).

                The last column names the pages of the [console](console.md) that call the operation: one page, or several if
                different roles use different pages. `ConsoleOperationsTest` finds these pages in the code. It fails if people with
                a role may call an operation of v2 but have no page for it.

                """);
        page.append("| | operation |");
        Arrays.stream(Role.values())
                .forEach(role -> page.append(' ').append(role).append(" |"));
        page.append(" without token | takes | page |\n|---|---|");
        page.append("---|".repeat(Role.values().length + 3)).append('\n');
        operations.forEach(operation -> page.append(operation.line())
                .append(operation.takesTwo() ? " two people |" : " |")
                .append(cell(console.cell(operation.toString())))
                .append('\n'));
        page.append(DutiesTable.section());
        page.append(alone());
        GeneratedDocument.named("authorization.md").mustBe(page.toString());
    }

    @Test
    void everyChangeByOnePersonHasReason() {
        assertThat(operations.stream().filter(Operation::isAlone).map(Operation::toString))
                .as("say in ALONE why one person of staff may do it, or have two do it")
                .containsExactlyInAnyOrderElementsOf(ALONE.keySet());
    }

    @Test
    void everyCellOfTableIsTrue() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.allow().anyone()) {
                continue;
            }
            int withoutToken = call(operation, Whose.ABSENT, null).statusCode();
            if (withoutToken != 401) {
                wrong.add(operation + " without a token: " + withoutToken);
            }
            for (Role role : Role.values()) {
                HttpResponse<String> answer = call(operation, Whose.ABSENT, role);
                boolean isDenied = answer.statusCode() == 401 || answer.statusCode() == 403;
                if (isDenied == operation.admits(role)) {
                    wrong.add(operation + " as " + role + ": " + answer.statusCode() + " " + answer.body());
                }
                if (!operation.admits(role) && !isDenial(operation, answer)) {
                    wrong.add(operation + " as " + role + " is refused otherwise: " + answer.body());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void otherPartnersObjectsLookLikeUnknownOnes() throws Exception {
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (Operation operation : operations) {
            for (Role role : List.of(Role.PARTNER, Role.OFFICER)) {
                if (!operation.admits(role) || !operation.hasVariable()) {
                    continue;
                }
                compared++;
                HttpResponse<String> ofAnother = call(operation, Whose.FOREIGN, role);
                HttpResponse<String> ofNobody = call(operation, Whose.ABSENT, role);
                if (ofAnother.statusCode() != ofNobody.statusCode()
                        || !ofAnother.body().equals(ofNobody.body())) {
                    wrong.add(operation + " as " + role + ": " + ofAnother.body() + " and " + ofNobody.body());
                }
                if (operation.method().equals("GET")) {
                    HttpResponse<String> ofOwn = call(operation, Whose.OWN, role);
                    if (ofOwn.statusCode() != 200 || ofOwn.body().equals(ofNobody.body())) {
                        wrong.add(operation + " as " + role + " of the own: " + ofOwn.statusCode() + ofOwn.body());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isPositive();
    }

    private static String cell(String text) {
        return text.isEmpty() ? " |" : " " + text + " |";
    }

    private static String alone() {
        StringBuilder section = new StringBuilder("""

                ## What one person of staff does alone

                Every other change needs two people. None of these operations creates, pays out or transfers money.

                | operation | why one is enough |
                |---|---|
                """);
        new TreeMap<>(ALONE).forEach((operation, why) -> section.append("| `%s` | %s |%n".formatted(operation, why)));
        return section.toString();
    }

    private static boolean isDenial(Operation operation, HttpResponse<String> answer) {
        return operation.isV1()
                ? answer.statusCode() == 401 && answer.body().contains("9005")
                : answer.statusCode() == 403 && answer.body().contains("\"forbidden\"");
    }

    private HttpResponse<String> call(Operation operation, Whose whose, @Nullable Role role) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(engine.uri(address(operation, whose)))
                .timeout(Duration.ofSeconds(30))
                .header("x-client-channel", operation.path().startsWith("/api/partner/") ? "EBIZKEZBEK" : "B2BCLIENT")
                .header("content-type", operation.contentType())
                .method(
                        operation.method(),
                        operation.method().equals("GET")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(
                                        operation.contentType().equals(Operation.FORM) ? FORM_BODY : "{}"));
        if (operation.method().equals("POST")) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        if (role != null) {
            // A log-out ends the token that it uses.
            String token = role.isStaff()
                            && operation.method().equals("DELETE")
                            && operation.path().endsWith("/current")
                    ? engine.staffToken(role)
                    : tokens.get(role);
            request.header("authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String address(Operation operation, Whose whose) {
        Matcher variable = Operation.VARIABLE.matcher(operation.path());
        return variable.replaceAll(found -> switch (whose) {
            case OWN -> of(own, operation.path(), found.group(1));
            case FOREIGN -> of(foreign, operation.path(), found.group(1));
            case ABSENT -> absent(operation.path(), found.group(1));
        });
    }

    /** The value of a path variable that belongs to a partner. */
    private String of(PartnerSystem partner, String path, String variable) {
        return switch (variable) {
            case "code" -> partner.code();
            case "msisdn" -> msisdn(partner);
            case "id" -> id(partner, path);
            case "note" -> creditNote(partner);
            default -> throw new AssertionError("Say here what is own and foreign in " + path);
        };
    }

    private String creditNote(PartnerSystem partner) {
        return Ids.text(engine.database()
                .sql("""
                        select c.id from billing.credit_note c join billing.invoice i on i.id = c.invoice
                        where i.partner = ?""")
                .param(partner.id().value())
                .query(UUID.class)
                .single());
    }

    private String id(PartnerSystem partner, String path) {
        if (path.startsWith(OFFICERS)) {
            return first(
                    partnersToken(Role.OFFICER, partner), "/api/v2/partners/" + partner.code() + "/officers", "id");
        }
        if (path.startsWith(INVOICES)) {
            return first(
                    partnersToken(Role.PARTNER, partner), "/api/v2/partners/" + partner.code() + "/invoices", "id");
        }
        for (String list : List.of(WEBHOOK_ENDPOINTS, WEBHOOK_DELIVERIES)) {
            if (path.startsWith(list)) {
                return first(partnersToken(Role.PARTNER, partner), list, "id");
            }
        }
        Map<String, UnaryOperator<String>> ids = Map.of(
                "/api/v2/transactions/{id}",
                token -> first(token, "/api/v2/transactions", "id"),
                "/api/v2/transactions/{id}/refunds",
                token -> first(token, "/api/v2/transactions", "id"),
                "/api/v2/payouts/{id}",
                token -> first(token, "/api/v2/payouts", "id"),
                "/api/partner/v1/transactions/{id}",
                token -> first(token, "/api/partner/v1/transactions", "id"));
        UnaryOperator<String> find = ids.get(path);
        if (find == null) {
            throw new AssertionError("Say here what is own and foreign in " + path);
        }
        return find.apply(partnersToken(path.startsWith("/api/partner") ? Role.OFFICER : Role.PARTNER, partner));
    }

    /** A field of the first item in a list. */
    private String first(String token, String listing, String field) {
        HttpRequest request = HttpRequest.newBuilder(engine.uri(listing))
                .header("x-client-channel", "EBIZKEZBEK")
                .header("authorization", "Bearer " + token)
                .build();
        try {
            String body =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Matcher value = Pattern.compile("\"" + field + "\":\"?([0-9a-z]+)").matcher(body);
            assertThat(value.find()).as(body).isTrue();
            return value.group(1);
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String absent(String path, String variable) {
        return switch (variable) {
            case "code" -> "NOSUCH";
            case "msisdn" -> "628999000000";
            case "day" -> "2026-01-01";
            case "note" -> ABSENT_ID;
            case "id" -> path.startsWith("/api/partner/") ? "999999999999" : ABSENT_ID;
            default -> "nosuch";
        };
    }

    /** Each partner has its own customer. */
    private static String msisdn(PartnerSystem partner) {
        return "6281" + (100_000_000 + partner.id().value());
    }

    private PartnerSystem trading() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(100_000_000));
        String purchase = PurchaseBody.goodV2()
                .with("msisdn", "\"" + msisdn(partner) + "\"")
                .json();
        assertThat(partner.transact(purchase).status()).isEqualTo(201);
        Eventually.holds("it is paid", () -> partner.recorded().get("payouts.attempt where partner = :id") > 0);
        TestInvoices.insert(engine, partner.id(), partner.code());
        TestInvoices.credit(engine, partner.id());
        // No system listens there, so the delivery fails at once.
        String endpoint = partner.post(
                        WEBHOOK_ENDPOINTS,
                        "{\"url\":\"http://127.0.0.1:1/hooks\"}",
                        "Idempotency-Key",
                        "endpoint-of-" + partner.code())
                .body()
                .get("id")
                .asString();
        String test = WEBHOOK_ENDPOINTS + "/" + endpoint + "/test";
        assertThat(partner.post(test, "", "Idempotency-Key", "test-of-" + partner.code())
                        .status())
                .isEqualTo(202);
        return partner;
    }

    private String partnersToken(Role role) {
        return partnersToken(role, own);
    }

    private String partnersToken(Role role, PartnerSystem partner) {
        String subject = role == Role.PARTNER ? partner.code() : "officer@example.com";
        return engine.get(IdentityProvider.class)
                .issue(new Caller(role, subject, partner.id()), Duration.ofHours(1))
                .token();
    }
}
