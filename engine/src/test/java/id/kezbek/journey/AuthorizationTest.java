package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.IdentityProvider;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.GeneratedDocument;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Allow;
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
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may do what: the table in docs/authorization.md, and each of its cells tried over HTTP. */
@EngineTest
class AuthorizationTest {

    private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z]+)}");
    private static final String ABSENT_ID = "00000000000000000000000000";
    private static final String FORM = "multipart/form-data; boundary=x";
    private static final String FORM_BODY =
            "--x\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\nX\r\n--x--\r\n";

    /** One operation, as a line of the table. */
    record Operation(String method, String path, Allow allow, String contentType) {

        boolean admits(Role role) {
            return Arrays.asList(allow.value()).contains(role);
        }

        boolean isV1() {
            return path.startsWith("/api/v1/") || path.startsWith("/api/partner/");
        }

        boolean hasVariable() {
            return VARIABLE.matcher(path).find();
        }

        String line() {
            StringBuilder line = new StringBuilder("| " + method + " | `" + path + "` |");
            for (Role role : Role.values()) {
                line.append(allow.anyone() || admits(role) ? " yes |" : " |");
            }
            return line.append(allow.anyone() ? " yes |" : " |").toString();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Whose things an address names. */
    private enum Whose {
        OWN,
        FOREIGN,
        ABSENT
    }

    private final EngineUnderTest engine;
    private final List<Operation> operations;
    private final HttpClient client = HttpClient.newHttpClient();
    private PartnerSystem own;
    private PartnerSystem foreign;
    private Map<Role, String> tokens;

    AuthorizationTest(EngineUnderTest engine, RequestMappingHandlerMapping requestMappingHandlerMapping) {
        this.engine = engine;
        this.operations = requestMappingHandlerMapping.getHandlerMethods().entrySet().stream()
                .filter(entry -> isTheEngines(entry.getValue()))
                .flatMap(entry -> operations(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
                .toList();
    }

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
    void theTableIsWrittenFromTheCode() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Who may do what

                Every operation and the roles that it admits, as its `@Allow` says. An operation without one admits nobody.
                OFFICER and PARTNER see their own partner's records only, and what belongs to others is answered like what
                is not there; beneath, the database shows their reads nothing else ([access.md](access.md)). A caller
                without a token gets 401, one whose role is not admitted 403 (v1: 401, code 9005).

                """);
        page.append("| | operation |");
        Arrays.stream(Role.values())
                .forEach(role -> page.append(' ').append(role).append(" |"));
        page.append(" without token |\n|---|---|");
        page.append("---|".repeat(Role.values().length + 1)).append('\n');
        operations.forEach(operation -> page.append(operation.line()).append('\n'));
        GeneratedDocument.named("authorization.md").mustBe(page.toString());
    }

    @Test
    void everyCellIsAsTheTableSays() throws Exception {
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
    void whatIsAnotherPartnersIsAnsweredLikeWhatIsNotThere() throws Exception {
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
                                        operation.contentType().equals(FORM) ? FORM_BODY : "{}"));
        if (operation.method().equals("POST")) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        if (role != null) {
            request.header("authorization", "Bearer " + tokens.get(role));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String address(Operation operation, Whose whose) {
        Matcher variable = VARIABLE.matcher(operation.path());
        return variable.replaceAll(found -> switch (whose) {
            case OWN -> of(own, operation.path(), found.group(1));
            case FOREIGN -> of(foreign, operation.path(), found.group(1));
            case ABSENT -> absent(operation.path(), found.group(1));
        });
    }

    /** What a variable of a path is called for, where it is a partner's. */
    private String of(PartnerSystem partner, String path, String variable) {
        return switch (variable) {
            case "code" -> partner.code();
            case "msisdn" -> msisdn(partner);
            case "id" -> id(partner, path);
            default -> throw new AssertionError("Say here what is own and foreign in " + path);
        };
    }

    private String id(PartnerSystem partner, String path) {
        Map<String, UnaryOperator<String>> ids = Map.of(
                "/api/v2/transactions/{id}",
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

    /** A field of the first in a listing. */
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
            case "id" -> path.startsWith("/api/partner/") ? "999999999999" : ABSENT_ID;
            default -> "nosuch";
        };
    }

    /** Each has a customer of its own. */
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

    private static String contentType(MediaType taken) {
        return MediaType.MULTIPART_FORM_DATA.includes(taken)
                ? FORM
                : taken.getType() + "/" + (taken.isWildcardSubtype() ? "png" : taken.getSubtype());
    }

    /** Other tests bring controllers of their own. */
    private static boolean isTheEngines(HandlerMethod operation) {
        return operation
                        .getBeanType()
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()
                        .contains("/classes")
                && operation.getBeanType().getName().startsWith("id.kezbek.")
                && operation.hasMethodAnnotation(Allow.class);
    }

    private static Stream<Operation> operations(RequestMappingInfo mapping, HandlerMethod operation) {
        Allow allow = operation.getMethodAnnotation(Allow.class);
        String contentType = mapping.getConsumesCondition().getConsumableMediaTypes().stream()
                .findFirst()
                .map(AuthorizationTest::contentType)
                .orElse("application/json");
        return mapping.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/"))
                .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                        .map(method -> new Operation(method.name(), path, allow, contentType)));
    }
}
