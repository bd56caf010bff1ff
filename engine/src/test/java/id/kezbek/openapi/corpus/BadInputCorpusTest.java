package id.kezbek.openapi.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.console.frame.Indonesian;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.Partner;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.ApiContract;
import id.kezbek.testing.ApiOperation;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends invalid input, derived from the OpenAPI documents, to every operation as a permitted caller. Each request
 * must be refused in its surface's form, reveal nothing internal and record nothing, and the engine must stay
 * available.
 */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputCorpusTest {

    /**
     * The number of invalid requests for each operation in a run; the seed chooses them. The nightly run sends more.
     */
    private static final int CALLS_AN_OPERATION_MAX = Integer.getInteger("corpus.calls", 20);

    /** More than Tomcat's limit of 8 KB for a header, less than the 16 KB that it reads at once. */
    private static final int HEADER_CHARACTERS = 10_000;

    private static final long SEED = Long.getLong("corpus.seed", 7);

    private static final Pattern INSIDE = Pattern.compile(
            "(?i)exception|stacktrace|\\bat [a-z]+(\\.[a-z]+)+\\(|org\\.(spring|apache|postgres)|java\\.(lang|util|io)|"
                    + "id\\.kezbek|tools\\.jackson|sqlstate|\\bselect .* from\\b|\\binsert into\\b|relation \"|/etc/passwd|"
                    + "root:x:");

    /**
     * Tables that the engine writes by itself or on purpose: the health of providers and jobs, challenges and failed
     * log-ins, and accounts, which are opened at their first use with a zero balance.
     */
    private static final List<String> MAY_GROW = List.of(
            "ledger.account",
            "provider_health",
            "breaker",
            "scheduled_job",
            "job_run",
            "jobs.run",
            "challenge",
            "failure",
            "attempt_limit");

    private final EngineUnderTest engine;
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private final Known known;
    /** Uses a separate address, because failed log-ins may slow down the address. */
    private HttpClient client;

    private HttpClient neighbour;
    private Map<String, Long> rows = Map.of();

    BadInputCorpusTest(EngineUnderTest engine) {
        this.engine = engine;
        this.known = new Known(engine);
    }

    @BeforeAll
    void prepare() {
        client = engine.clientAt("127.0.0.77");
        neighbour = engine.clientAt("127.0.0.79");
        Onboarded onboarded = engine.partner("CORPUS");
        Partner partner = onboarded.partner();
        for (Role role : Role.values()) {
            tokens.put(
                    role,
                    role.isStaff()
                            ? engine.staffToken(role)
                            : engine.get(IdentityProvider.class)
                                    .issue(new Caller(role, partner.code(), partner.id()), Duration.ofHours(1))
                                    .token());
        }
        known.make(partner, tokens.get(Role.FINANCE));
        engine.settle();
        rows = rows();
    }

    @AfterAll
    void close() {
        client.close();
        neighbour.close();
    }

    static Stream<String> operations() {
        return ApiContract.get().operations().stream().map(ApiOperation::name);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesAllInputOutsideDocument(String name) {
        ApiOperation operation = ApiContract.get().operations().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<BadCall> calls = sample(calls(operation));
        assertThat(calls).isNotEmpty();
        List<String> faults = new ArrayList<>();
        for (BadCall call : calls) {
            send(operation, call)
                    .ifPresent(fault -> faults.add(call.what() + ": " + fault + "\n    "
                            + call.curl(engine.uri("").toString())));
        }
        // Counted before any assertion, so that a failure here is not reported for the next operation too.
        Map<String, Long> before = rows;
        rows = rows();
        assertThat(faults).as("%s, seed %s", name, SEED).isEmpty();
        assertThat(rows)
                .as("%s: what is recorded after %s bad calls", name, calls.size())
                .isEqualTo(before);
        assertThat(Call.to(engine.uri("/api/ping")).by(neighbour).status()).isEqualTo(200);
    }

    /** The error of the answer; empty if the request was refused as it should be. */
    private Optional<String> send(ApiOperation operation, BadCall bad) {
        Call call = Call.to(URI.create(engine.uri("") + bad.path()));
        bad.headers().forEach(call::header);
        if (!bad.method().equals("GET") || !bad.body().isEmpty()) {
            call.send(bad.method(), bad.body().bytes());
        }
        Answer answer;
        try {
            answer = call.by(client);
        } catch (AssertionError outOfContract) {
            return Optional.of(String.valueOf(outOfContract.getMessage()));
        } catch (RuntimeException none) {
            return Optional.of("no answer: " + none);
        }
        if (answer.status() >= 500) {
            return Optional.of("answered " + answer.status());
        }
        if (INSIDE.matcher(answer.http().body()).find()) {
            return Optional.of("tells of the inside: " + answer.http().body());
        }
        Optional<String> english =
                operation.path().startsWith("/api/v2/") && answer.http().body().startsWith("{")
                        ? Indonesian.missing(answer.body())
                        : Optional.empty();
        if (english.isPresent()) {
            return Optional.of("says what console/sentences does not have: " + english.get());
        }
        boolean refused = answer.status() >= 400
                || "9002".equals(answer.body().at("/meta/code").asString(""));
        return refused
                ? Optional.empty()
                : Optional.of("taken: " + answer.http().body());
    }

    private List<BadCall> calls(ApiOperation operation) {
        String path = known.path(operation);
        List<BadCall> calls = new ArrayList<>();
        BadCall.Body good = operation.bodySchema().isMissingNode()
                ? BadCall.Body.NONE
                : BadCall.Body.of(operation.bodyExample().toString());
        for (BadBodies.Bad body :
                operation.bodySchema().isMissingNode() ? List.<BadBodies.Bad>of() : BadBodies.of(operation)) {
            calls.add(call(operation, body.what(), path, BadCall.Body.of(body.bytes())));
        }
        boolean takesOther = operation.tree().has("requestBody");
        if (operation.bodySchema().isMissingNode()
                && (takesOther || operation.method().equals("POST"))) {
            for (String body : List.of("{\"unknown\":1}", "x", "\u0000", "x".repeat(3 * 1024 * 1024))) {
                calls.add(call(operation, "a body of " + body.length() + " that is none", path, BadCall.Body.of(body)));
            }
        }
        if (operation.path().startsWith("/api/v2/")) {
            BadQueries.of(operation)
                    .forEach(query -> calls.add(call(operation, query.what(), path + "?" + query.text(), good)));
        }
        if (operation.path().contains("{")) {
            BadQueries.ids()
                    .forEach(id -> calls.add(call(
                            operation,
                            "path with " + id.length() + " characters",
                            operation.path().replaceAll("\\{[^}]+}", id),
                            good)));
        }
        headers(operation, path, good, calls);
        return calls;
    }

    private void headers(ApiOperation operation, String path, BadCall.Body good, List<BadCall> calls) {
        // Tomcat answers and closes the connection as soon as a header is too long. Unread bytes then reset the
        // connection, and about one answer in four hundred was lost. So a request must fit into one read and must
        // have no body.
        calls.add(call(operation, "a header that is too long", path, BadCall.Body.NONE)
                .with("X-Padding", "x".repeat(HEADER_CHARACTERS)));
        if (!operation.isOpen()) {
            for (String authorization : List.of(
                    "",
                    "Bearer",
                    "Bearer x",
                    "Basic eDp4",
                    "Bearer " + "x".repeat(5_000),
                    "Bearer eyJhbGciOiJub25lIn0.e30.")) {
                calls.add(call(operation, "authorization " + authorization.length(), path, good)
                        .with("Authorization", authorization));
            }
        }
        if (operation.parameters("header").stream()
                .anyMatch(one -> one.path("name").asString().equals("Idempotency-Key"))) {
            for (String key : List.of("", " ", "k".repeat(101), "a b")) {
                calls.add(call(operation, "key of " + key.length(), path, good).with("Idempotency-Key", key));
            }
        }
        boolean strict = !operation.path().startsWith("/api/v1/")
                && !operation.bodySchema().isMissingNode()
                && !operation.isOpen();
        if (strict) {
            for (String type : List.of(
                    "text/plain",
                    "application/xml",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data",
                    "x",
                    "application/json;charset=\"")) {
                calls.add(call(operation, "content type " + type, path, good).with("Content-Type", type));
            }
        }
    }

    private BadCall call(ApiOperation operation, String what, String path, BadCall.Body body) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        operation.parameters("header").stream()
                .filter(header -> header.path("required").asBoolean(false))
                .forEach(header -> headers.put(
                        header.path("name").asString(), header.path("example").asString("1")));
        if (headers.containsKey("Idempotency-Key")) {
            headers.put("Idempotency-Key", known.freshKey());
        }
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        if (!operation.isOpen()) {
            headers.put(
                    "Authorization", "Bearer " + tokens.get(operation.roles().getFirst()));
        }
        return new BadCall(what, operation.method(), path, headers, body);
    }

    private static List<BadCall> sample(List<BadCall> all) {
        List<BadCall> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(SEED));
        return shuffled.subList(0, Math.min(CALLS_AN_OPERATION_MAX, shuffled.size()));
    }

    /** The number of rows of every table. */
    private Map<String, Long> rows() {
        JdbcClient database = engine.database();
        List<String> tables = database.sql("""
                select schemaname || '.' || tablename from pg_tables
                where schemaname not in ('pg_catalog', 'information_schema') order by 1""").query(String.class).list();
        String counts = tables.stream()
                .filter(table -> MAY_GROW.stream().noneMatch(table::contains))
                .map(table -> "select '" + table + "' as name, count(*) as number from " + table)
                .collect(Collectors.joining(" union all "));
        Map<String, Long> rows = new TreeMap<>();
        database.sql(counts).query(row -> {
            rows.put(row.getString("name"), row.getLong("number"));
        });
        return rows;
    }
}
