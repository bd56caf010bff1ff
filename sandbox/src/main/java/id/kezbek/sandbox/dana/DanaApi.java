package id.kezbek.sandbox.dana;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import id.kezbek.sandbox.dana.DanaBook.Heard;
import id.kezbek.sandbox.dana.DanaBook.TopUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** DANA's HTTP interface: access tokens, top-ups and their status. */
final class DanaApi implements HttpHandler {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(900);
    private static final String TOKEN = "73";
    private static final String TOP_UP = "38";
    private static final String STATUS = "39";
    private static final Pattern NUMBER = Pattern.compile("628[0-9]{7,12}");
    private static final Pattern AMOUNT = Pattern.compile("[1-9][0-9]{0,12}\\.00");
    private static final Pattern TIMESTAMP =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\+07:00");

    private final DanaBook book;
    private final DanaCredentials credentials;
    private final Clock clock;
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final Set<String> externalIds = ConcurrentHashMap.newKeySet();

    DanaApi(DanaBook book, DanaCredentials credentials, Clock clock) {
        this.book = book;
        this.credentials = credentials;
        this.clock = clock;
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
                case "/v1.0/emoney/topup.htm", "/rest/v1.0/emoney/topup" -> topUp(exchange, body);
                case "/v1.0/emoney/topup-status.htm", "/rest/v1.0/emoney/topup-status" -> status(exchange, body);
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
        JsonNode order = json(body);
        String reference = order.path("partnerReferenceNo").asString("");
        String number = order.path("customerNumber").asString("");
        String amount = order.path("amount").path("value").asString("");
        boolean isWhole = !reference.isEmpty()
                && reference.length() <= 64
                && NUMBER.matcher(number).matches()
                && AMOUNT.matcher(amount).matches()
                && order.path("amount").path("currency").asString("").equals("IDR")
                && order.path("feeAmount").path("value").isString()
                && TIMESTAMP.matcher(order.path("transactionDate").asString("")).matches()
                && order.path("additionalInfo").path("fundType").isString();
        if (!isWhole) {
            answer(exchange, "400", TOP_UP, "01", Map.of());
            return;
        }
        // The id of a call is unique for a day; only a repetition of the same order may carry it again.
        boolean isNew = externalIds.add(header(exchange, "X-EXTERNAL-ID"));
        if (!isNew && book.find(reference).isEmpty()) {
            answer(exchange, "409", TOP_UP, "00", Map.of());
            return;
        }
        switch (book.take(reference, number, amount)) {
            case Heard.Silence _ -> {}
            case Heard.Code(String status, String caseCode, Optional<TopUp> topUp) ->
                answer(
                        exchange,
                        status,
                        TOP_UP,
                        caseCode,
                        topUp.<Map<String, Object>>map(known -> Map.of(
                                        "referenceNo", known.danaReference(),
                                        "partnerReferenceNo", known.reference()))
                                .orElseGet(Map::of));
        }
    }

    private void status(HttpExchange exchange, byte[] body) throws IOException {
        if (!isSigned(exchange, body)) {
            answer(exchange, "401", STATUS, "00", Map.of());
            return;
        }
        if (!externalIds.add(header(exchange, "X-EXTERNAL-ID"))) {
            answer(exchange, "409", STATUS, "00", Map.of());
            return;
        }
        Optional<TopUp> known =
                book.find(json(body).path("originalPartnerReferenceNo").asString(""));
        if (known.isEmpty()) {
            answer(exchange, "404", STATUS, "01", Map.of());
            return;
        }
        answer(
                exchange,
                "200",
                STATUS,
                "00",
                Map.of(
                        "originalPartnerReferenceNo", known.get().reference(),
                        "originalReferenceNo", known.get().danaReference(),
                        "serviceCode", TOP_UP,
                        "latestTransactionStatus", known.get().status()));
    }

    /** With a token the signature is symmetric, without one asymmetric. */
    private boolean isSigned(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().toString();
        String timestamp = header(exchange, "X-TIMESTAMP");
        String signature = header(exchange, "X-SIGNATURE");
        boolean isPartner = credentials.clientId().equals(header(exchange, "X-PARTNER-ID"))
                && TIMESTAMP.matcher(timestamp).matches()
                && !header(exchange, "X-EXTERNAL-ID").isEmpty()
                && header(exchange, "X-EXTERNAL-ID").length() <= 36
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
