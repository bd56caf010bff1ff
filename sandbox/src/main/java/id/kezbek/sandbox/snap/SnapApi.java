package id.kezbek.sandbox.snap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import id.kezbek.sandbox.snap.SnapBook.Heard;
import id.kezbek.sandbox.snap.SnapBook.TopUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP interface of a provider that speaks SNAP: access tokens, accounts, top-ups and their status; and DANA's balance. */
final class SnapApi implements HttpHandler {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(900);
    private static final String TOKEN = "73";
    private static final String TOP_UP = "38";
    private static final String ACCOUNT = "37";
    private static final long MIN_AMOUNT = 1;
    private static final long MAX_AMOUNT = 2_000_000;
    private static final Pattern AMOUNT = Pattern.compile("[1-9][0-9]{0,12}\\.00");

    private final Variant variant;
    private final SnapBook book;
    private final SnapCredentials credentials;
    private final Clock clock;
    private final Consumer<SnapBook.TopUp> ended;
    private volatile boolean hasTooManyCalls;
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final Set<String> externalIds = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accountsAsked = new AtomicInteger();

    SnapApi(Variant variant, SnapBook book, SnapCredentials credentials, Clock clock, Consumer<SnapBook.TopUp> ended) {
        this.variant = variant;
        this.book = book;
        this.credentials = credentials;
        this.clock = clock;
        this.ended = ended;
    }

    void tooManyCalls(boolean tooMany) {
        hasTooManyCalls = tooMany;
    }

    void forgetTokens() {
        tokens.clear();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestURI().getPath()) {
                case "/v1.0/access-token/b2b" -> token(exchange);
                case "/v1.0/emoney/topup.htm", "/rest/v1.0/emoney/topup", "/v1.0/emoney/topup" -> topUp(exchange, body);
                case String path when variant.isStatusPath(path) -> status(exchange, body);
                case "/v1.0/emoney/account-inquiry.htm",
                        "/rest/v1.0/emoney/account-inquiry",
                        "/v1.0/emoney/account-inquiry" -> account(exchange, body);
                case "/dana/merchant/queryMerchantResource.htm" -> resources(exchange, body);
                default -> write(exchange, 404, Map.of());
            }
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        boolean isSigned = credentials.clientId().equals(header(exchange, "X-CLIENT-KEY"))
                && credentials.signedTokenRequest(header(exchange, "X-TIMESTAMP"), header(exchange, "X-SIGNATURE"));
        if (!isSigned) {
            answer(exchange, "401", TOKEN, "00", Map.of());
            return;
        }
        String token = UUID.randomUUID().toString();
        tokens.put(token, clock.instant().plus(TOKEN_LIFE));
        answer(
                exchange,
                "200",
                TOKEN,
                "00",
                Map.of(
                        "accessToken",
                        token,
                        "tokenType",
                        "Bearer",
                        "expiresIn",
                        Long.toString(TOKEN_LIFE.toSeconds())));
    }

    private void topUp(HttpExchange exchange, byte[] body) throws IOException {
        if (!isSigned(exchange, body)) {
            answer(exchange, "401", TOP_UP, "00", Map.of());
            return;
        }
        if (hasTooManyCalls) {
            answer(exchange, "429", TOP_UP, "00", Map.of());
            return;
        }
        JsonNode order = json(body);
        String reference = order.path("partnerReferenceNo").asString("");
        String number = order.path("customerNumber").asString("");
        String amount = order.path("amount").path("value").asString("");
        boolean isWhole = !reference.isEmpty()
                && reference.length() <= 64
                && variant.isNumber(number)
                && AMOUNT.matcher(amount).matches()
                && order.path("amount").path("currency").asString("").equals("IDR")
                && variant.isWhole(order);
        if (!isWhole) {
            answer(exchange, "400", TOP_UP, "01", Map.of());
            return;
        }
        // The id of a request must be unique for a day; only a repeated order may reuse it.
        boolean isNew = externalIds.add(header(exchange, "X-EXTERNAL-ID"));
        if (!isNew && book.find(reference).isEmpty()) {
            answer(exchange, "409", TOP_UP, "00", Map.of());
            return;
        }
        switch (book.take(reference, number, amount)) {
            case Heard.Silence _ -> {}
            case Heard.Code(String status, String caseCode, Optional<TopUp> topUp) -> {
                topUp.ifPresent(ended);
                answer(
                        exchange,
                        status,
                        TOP_UP,
                        caseCode,
                        topUp.<Map<String, Object>>map(known -> Map.of(
                                        "referenceNo", known.providerReference(),
                                        "partnerReferenceNo", known.reference()))
                                .orElseGet(Map::of));
            }
        }
    }

    private void account(HttpExchange exchange, byte[] body) throws IOException {
        accountsAsked.incrementAndGet();
        if (!isSigned(exchange, body)) {
            answer(exchange, "401", ACCOUNT, "00", Map.of());
            return;
        }
        JsonNode inquiry = json(body);
        String number = inquiry.path("customerNumber").asString("");
        if (!variant.isNumber(number) || !variant.isWholeInquiry(inquiry)) {
            answer(exchange, "400", ACCOUNT, "01", Map.of());
            return;
        }
        Optional<String> noAccount = SnapBook.noAccount(number);
        if (noAccount.isPresent()) {
            answer(
                    exchange,
                    noAccount.get().substring(0, 3),
                    ACCOUNT,
                    noAccount.get().substring(3),
                    Map.of());
            return;
        }
        answer(
                exchange,
                "200",
                ACCOUNT,
                "00",
                Map.of(
                        "customerNumber",
                        number,
                        "customerName",
                        "B*** S***",
                        "minAmount",
                        Map.of("value", MIN_AMOUNT + ".00", "currency", "IDR"),
                        "maxAmount",
                        Map.of("value", Math.min(MAX_AMOUNT, book.roomOf(number)) + ".00", "currency", "IDR")));
    }

    /** The number of inquiries about accounts. */
    int accountsAsked() {
        return accountsAsked.get();
    }

    /** DANA's older interface. The signature covers the inner request exactly as it was sent. */
    private void resources(HttpExchange exchange, byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8);
        JsonNode call = json(body);
        JsonNode head = call.path("request").path("head");
        int inner = text.indexOf("\"request\":") + "\"request\":".length();
        int end = text.lastIndexOf(",\"signature\":");
        boolean isSigned = end > inner
                && credentials.signedText(
                        text.substring(inner, end), call.path("signature").asString(""));
        boolean isOurs = head.path("clientId").asString("").equals(credentials.clientId())
                && head.path("clientSecret").asString("").equals(credentials.clientSecret())
                && call.path("request")
                        .path("body")
                        .path("requestMerchantId")
                        .asString("")
                        .equals(credentials.merchantId());
        Map<String, Object> told = isSigned && isOurs
                ? Map.of(
                        "resultInfo",
                        Map.of("resultStatus", "S", "resultCode", "SUCCESS"),
                        "merchantResourceInformations",
                        List.of(Map.of(
                                "resourceType",
                                "MERCHANT_DEPOSIT_BALANCE",
                                "value",
                                JSON.writeValueAsString(Map.of("amount", book.floatOf() + "00", "currency", "IDR")))))
                : Map.of("resultInfo", Map.of("resultStatus", "F", "resultCode", "ACCESS_DENIED"));
        write(exchange, 200, Map.of("response", Map.of("head", Map.of(), "body", told), "signature", ""));
    }

    private void status(HttpExchange exchange, byte[] body) throws IOException {
        if (!isSigned(exchange, body)) {
            answer(exchange, "401", variant.statusService(), "00", Map.of());
            return;
        }
        if (hasTooManyCalls) {
            answer(exchange, "429", variant.statusService(), "00", Map.of());
            return;
        }
        if (!externalIds.add(header(exchange, "X-EXTERNAL-ID"))) {
            answer(exchange, "409", variant.statusService(), "00", Map.of());
            return;
        }
        Optional<TopUp> known =
                book.find(json(body).path("originalPartnerReferenceNo").asString(""));
        if (known.isEmpty()) {
            answer(exchange, "404", variant.statusService(), "01", Map.of());
            return;
        }
        answer(
                exchange,
                "200",
                variant.statusService(),
                "00",
                Map.of(
                        "originalPartnerReferenceNo", known.get().reference(),
                        "originalReferenceNo", known.get().providerReference(),
                        "serviceCode", TOP_UP,
                        "latestTransactionStatus", known.get().status()));
    }

    /** A request with a token has a symmetric signature; a request without a token has an asymmetric signature. */
    private boolean isSigned(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().toString();
        String timestamp = header(exchange, "X-TIMESTAMP");
        String signature = header(exchange, "X-SIGNATURE");
        boolean isPartner = credentials.clientId().equals(header(exchange, "X-PARTNER-ID"))
                && Variant.TIMESTAMP.matcher(timestamp).matches()
                && variant.isExternalId(header(exchange, "X-EXTERNAL-ID"))
                && !header(exchange, "CHANNEL-ID").isEmpty();
        String authorization = header(exchange, "Authorization");
        if (authorization.isEmpty()) {
            return isPartner && credentials.signedAsymmetrically(path, body, timestamp, signature);
        }
        String token = authorization.replaceFirst("^Bearer ", "");
        Instant until = tokens.get(token);
        return isPartner
                && until != null
                && clock.instant().isBefore(until)
                && credentials.signedSymmetrically(path, token, body, timestamp, signature);
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException unreadable) {
            return JSON.createObjectNode();
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private static void answer(
            HttpExchange exchange, String status, String service, String caseCode, Map<String, Object> more)
            throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("responseCode", status + service + caseCode);
        fields.put("responseMessage", "sandbox");
        fields.putAll(more);
        write(exchange, Integer.parseInt(status), fields);
    }

    private static void write(HttpExchange exchange, int status, Map<String, Object> fields) throws IOException {
        byte[] bytes = JSON.writeValueAsString(fields).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
