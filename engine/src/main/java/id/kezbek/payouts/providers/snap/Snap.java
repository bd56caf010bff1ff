package id.kezbek.payouts.providers.snap;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.payouts.provider.AccountAnswer;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.RefusalKind;
import id.kezbek.payouts.providers.http.Answers;
import id.kezbek.payouts.providers.http.Call;
import id.kezbek.payouts.providers.http.HttpProvider;
import id.kezbek.payouts.providers.http.Json;
import id.kezbek.payouts.providers.http.Line;
import id.kezbek.payouts.providers.http.ProviderSettings;
import id.kezbek.payouts.providers.http.Reply;
import id.kezbek.payouts.providers.snap.SnapTokens.Access;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Msisdn;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The adapter for SNAP's top-ups of customers' wallets. A 401 means an expired token or wrong credentials, and that
 * nothing was executed. So a call with a token is repeated once with a new token.
 */
class Snap extends HttpProvider {

    private static final String TOP_UP = "38";
    private static final String ACCOUNT = "37";
    private static final int NAME_MAX = 100;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_CALLS = 429;
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private record Question(
            @JsonProperty("originalPartnerReferenceNo") String reference,
            @JsonProperty("serviceCode") String service,
            @JsonProperty("additionalInfo") Map<String, String> more) {}

    private final SnapDialect dialect;
    private final SnapSettings own;
    private final String clientId;
    private final String clientSecret;
    private final PrivateKey key;
    private final String basePath;
    private final SnapTokens tokens;
    private final Clock clock;

    Snap(SnapDialect dialect, Line line, ProviderSettings settings, SnapSettings own, Clock clock) {
        super(
                dialect.code(),
                line,
                settings.capabilities(true, true)
                        .withInquiryWindow(
                                dialect.window().conclusiveAfter(),
                                dialect.window().notOlderThan())
                        .withSchedules(
                                dialect.window().waits(),
                                settings.paidChecksOr(dialect.window().paidChecks())));
        this.dialect = dialect;
        this.own = own;
        this.clientId = ProviderSettings.required(dialect.name(), "username", settings.username());
        this.clientSecret = ProviderSettings.required(dialect.name(), "password", settings.password());
        this.key = key(dialect.name(), own.privateKey());
        String path = settings.requiredBaseUrl(dialect.name()).getRawPath();
        this.basePath = path == null || path.equals("/") ? "" : path.replaceAll("/$", "");
        this.clock = clock;
        this.tokens = new SnapTokens(line, own.paths().token(), clientId, key, clock);
    }

    private static PrivateKey key(String name, @Nullable String text) {
        try {
            return SnapSignature.privateKey(ProviderSettings.required(name, "private-key", text));
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException("cezbek.providers." + name + ".private-key: " + bad.getMessage(), bad);
        }
    }

    final String clientId() {
        return clientId;
    }

    final String clientSecret() {
        return clientSecret;
    }

    final PrivateKey key() {
        return key;
    }

    /** The current time in SNAP's format. */
    final String now() {
        return timestamp(clock.instant());
    }

    /** A time in SNAP's format, in Jakarta's time zone. */
    static String timestamp(Instant at) {
        return TIMESTAMP.format(at.atZone(Jakarta.ZONE).truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public Outcome send(Order order) {
        return dialect.form()
                .topUp(order, now())
                .map(body -> send(order, Json.bytes(body)))
                .orElseGet(() -> new Outcome.Refused("NO_CHANNEL", RefusalKind.CONFIGURATION));
    }

    private Outcome send(Order order, byte[] body) {
        String id = dialect.form().externalId(order.reference());
        return switch (signed(own.paths().topUp(), id, body, call -> line.plainOrder(order, call))) {
            case Reply.NotSent notSent -> new Outcome.NotSent(notSent.reason());
            case Reply.Lost lost -> new Outcome.Unknown(lost.reason());
            case Reply.Answered answered -> outcome(order, answered);
        };
    }

    @Override
    public InquiryAnswer inquire(String reference) {
        byte[] body = Json.bytes(new Question(reference, TOP_UP, Map.of()));
        return switch (signed(own.paths().status(), newId(), body, line::ask)) {
            case Reply.NotSent notSent -> new InquiryAnswer.NotAvailable(notSent.reason());
            case Reply.Lost lost -> new InquiryAnswer.NotAvailable(lost.reason());
            case Reply.Answered answered -> answer(reference, answered);
        };
    }

    @Override
    public AccountAnswer account(Msisdn msisdn, String wallet) {
        String id = newId();
        return dialect.form()
                .account(msisdn, wallet, id, now())
                .map(body -> signed(own.paths().account(), id, Json.bytes(body), line::ask))
                .map(this::account)
                .orElseGet(AccountAnswer.NotOffered::new);
    }

    private AccountAnswer account(Reply reply) {
        return switch (reply) {
            case Reply.NotSent notSent -> new AccountAnswer.NotAvailable(notSent.reason());
            case Reply.Lost lost -> new AccountAnswer.NotAvailable(lost.reason());
            case Reply.Answered answered ->
                SnapCode.of(answered, ACCOUNT)
                        .map(code -> account(code, answered.json().orElseThrow()))
                        .orElseGet(() -> new AccountAnswer.NotAvailable("HTTP_" + answered.status()));
        };
    }

    private AccountAnswer account(SnapCode code, JsonNode json) {
        if (code.key().equals(SnapDialect.PAID)) {
            return new AccountAnswer.Exists(
                    Json.text(json, "customerName").filter(name -> name.length() <= NAME_MAX),
                    Json.amount(json.path("minAmount"), "value"),
                    Json.amount(json.path("maxAmount"), "value"));
        }
        return dialect.saysNoAccount(code)
                ? new AccountAnswer.NotFound(code.reason())
                : new AccountAnswer.NotAvailable(code.reason());
    }

    /** A new id for a call. Each call of a day needs a different id. Only orders use their reference as the id. */
    final String newId() {
        return dialect.form().externalId(UUID.randomUUID().toString());
    }

    private Outcome outcome(Order order, Reply.Answered answered) {
        Optional<SnapCode> code = SnapCode.of(answered, TOP_UP);
        if (code.isEmpty()) {
            return new Outcome.Unknown("HTTP_" + answered.status());
        }
        JsonNode json = answered.json().orElseThrow();
        boolean isOther = Json.text(json, "partnerReferenceNo")
                .filter(reference -> !reference.equals(order.reference()))
                .isPresent();
        return isOther
                ? new Outcome.Unknown("OTHER_ORDER")
                : dialect.outcome(code.get(), Answers.kept(Json.text(json, "referenceNo")), answered.retryAfter());
    }

    private InquiryAnswer answer(String reference, Reply.Answered answered) {
        Optional<SnapCode> code = SnapCode.of(answered, dialect.statusService());
        if (code.isPresent() && dialect.neverSeen().contains(code.get().key())) {
            return new InquiryAnswer.NeverSeen();
        }
        boolean isDone = code.isPresent() && code.get().key().equals(SnapDialect.PAID);
        if (!isDone) {
            return new InquiryAnswer.NotAvailable("HTTP_" + answered.status());
        }
        JsonNode json = answered.json().orElseThrow();
        boolean isOurs = Json.text(json, "originalPartnerReferenceNo")
                .filter(reference::equals)
                .isPresent();
        return isOurs
                ? dialect.standing(
                        Json.text(json, "latestTransactionStatus").orElse(""),
                        Answers.kept(Json.text(json, "originalReferenceNo")))
                : new InquiryAnswer.NotAvailable("OTHER_ORDER");
    }

    private Reply signed(String path, String externalId, byte[] body, Function<Call, Reply> sending) {
        if (own.signature() == SnapSettings.Mode.ASYMMETRIC) {
            return sending.apply(call(
                    path,
                    externalId,
                    body,
                    timestamp -> SnapSignature.asymmetric(key, basePath + path, body, timestamp)));
        }
        return switch (tokens.current(null)) {
            case Access.Denied denied -> new Reply.NotSent(denied.reason());
            case Access.Granted granted -> {
                Reply first = sending.apply(withToken(granted, path, externalId, body));
                yield isUnauthorized(first) ? again(granted, first, path, externalId, body, sending) : first;
            }
        };
    }

    private Reply again(
            Access.Granted refused,
            Reply first,
            String path,
            String externalId,
            byte[] body,
            Function<Call, Reply> sending) {
        return switch (tokens.current(refused)) {
            case Access.Denied denied -> first;
            case Access.Granted fresh -> {
                Reply second = sending.apply(withToken(fresh, path, externalId, body));
                // The first call did reach the provider, so the result must not be "not sent".
                yield second instanceof Reply.NotSent ? first : second;
            }
        };
    }

    private Call withToken(Access.Granted granted, String path, String externalId, byte[] body) {
        return call(
                        path,
                        externalId,
                        body,
                        timestamp -> SnapSignature.symmetric(
                                clientSecret, basePath + path, granted.token(), body, timestamp))
                .header("Authorization", "Bearer " + granted.token());
    }

    private Call call(String path, String externalId, byte[] body, Function<String, String> signature) {
        String timestamp = now();
        return line.to(path)
                .header("X-TIMESTAMP", timestamp)
                .header("X-SIGNATURE", signature.apply(timestamp))
                .header("X-PARTNER-ID", clientId)
                .header("X-EXTERNAL-ID", externalId)
                .header("CHANNEL-ID", own.channelId())
                .faultAt(UNAUTHORIZED, TOO_MANY_CALLS)
                .postJson(body);
    }

    private static boolean isUnauthorized(Reply reply) {
        return reply instanceof Reply.Answered answered && answered.status() == UNAUTHORIZED;
    }
}
