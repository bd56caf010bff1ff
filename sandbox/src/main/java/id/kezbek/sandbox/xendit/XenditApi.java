package id.kezbek.sandbox.xendit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import id.kezbek.sandbox.xendit.XenditBook.Taken;
import id.kezbek.sandbox.xendit.XenditPayout.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Xendit's HTTP interface: payouts, channels, balance and reports. */
final class XenditApi implements HttpHandler {

    /** A fault of the responses to the next orders. The results of the orders do not depend on the fault. */
    enum Fault {
        NONE,
        ERROR_BEFORE,
        ERROR_AFTER,
        SILENCE_AFTER,
        GARBLED
    }

    private record Answer(int status, String type, String body) {

        static Answer json(int status, Object body) {
            return new Answer(status, "application/json", JSON.writeValueAsString(body));
        }

        static Answer error(int status, String code, String message) {
            return json(status, Map.of("error_code", code, "message", message));
        }
    }

    /** The refusal of a request. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Answer answer;

        Refused(Answer answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> CHANNELS = Set.of("ID_DANA", "ID_OVO", "ID_SHOPEEPAY", "ID_GOPAY", "ID_LINKAJA");
    private static final long MIN_AMOUNT = 1;
    private static final long MAX_AMOUNT = 20_000_000;
    private static final Duration LONGEST_REPORT = Duration.ofDays(92);
    private static final Pattern ONE_PAYOUT = Pattern.compile("/v2/payouts/(disb-[0-9a-f-]{36})(/cancel)?");
    private static final Pattern ONE_REPORT = Pattern.compile("/reports/(report_[0-9a-f-]{36})(/file)?");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{6,20}");

    private final XenditBook book;
    private final Agenda states;
    private final RateLimit rateLimit;
    private final Clock clock;
    private final String authorization;
    private final Map<String, String> reports = new ConcurrentHashMap<>();
    private volatile Fault fault = Fault.NONE;
    private volatile boolean listsAsObject;

    XenditApi(XenditBook book, Agenda states, RateLimit rateLimit, Clock clock, String apiKey) {
        this.book = book;
        this.states = states;
        this.rateLimit = rateLimit;
        this.clock = clock;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((apiKey + ":").getBytes(StandardCharsets.UTF_8));
    }

    void misbehave(Fault next) {
        fault = next;
    }

    void listAsObject(boolean asObject) {
        listsAsObject = asObject;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            states.run();
            Fault now = exchange.getRequestMethod().equals("POST") ? fault : Fault.NONE;
            Answer answer = now == Fault.ERROR_BEFORE ? broken() : guarded(exchange);
            switch (now) {
                case NONE, ERROR_BEFORE -> write(exchange, answer);
                case ERROR_AFTER -> write(exchange, broken());
                case GARBLED ->
                    write(
                            exchange,
                            new Answer(
                                    answer.status(),
                                    answer.type(),
                                    answer.body().substring(0, answer.body().length() / 2)));
                // The connection is closed without a response.
                case SILENCE_AFTER -> {}
            }
        }
    }

    private Answer guarded(HttpExchange exchange) throws IOException {
        try {
            return answer(exchange);
        } catch (Refused refused) {
            return refused.answer;
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String call = exchange.getRequestMethod() + " " + path;
        if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return Answer.error(401, "INVALID_API_KEY", "API key is not authorized for this API service");
        }
        Matcher payout = ONE_PAYOUT.matcher(path);
        Matcher report = ONE_REPORT.matcher(path);
        String endpoint = exchange.getRequestMethod() + (payout.matches() ? "/v2/payouts/{id}" : path);
        RateLimit.State rate = rateLimit.count(endpoint, clock.instant());
        exchange.getResponseHeaders().set("Rate-Limit-Limit", Integer.toString(rate.limit()));
        exchange.getResponseHeaders().set("Rate-Limit-Remaining", Integer.toString(rate.remaining()));
        exchange.getResponseHeaders().set("Rate-Limit-Reset", Long.toString(rate.resetSeconds()));
        if (rate.isExceeded()) {
            return Answer.error(429, "RATE_LIMIT_EXCEEDED", "Too many calls in this minute");
        }
        if (payout.matches()) {
            return payout.group(2) == null ? payout(payout.group(1)) : cancelled(payout.group(1));
        }
        if (report.matches()) {
            return report(exchange, report.group(1), report.group(2) != null);
        }
        return switch (call) {
            case "POST /v2/payouts" -> created(exchange);
            case "GET /v2/payouts" -> listed(exchange);
            case "GET /payouts_channels" -> channels();
            case "GET /balance" -> Answer.json(200, Map.of("balance", book.balance()));
            case "POST /reports" -> ordered(exchange);
            default -> Answer.error(404, "NOT_FOUND", "There is no such endpoint");
        };
    }

    private Answer created(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-key");
        if (key == null || key.isBlank() || key.length() > 100) {
            return Answer.error(400, "API_VALIDATION_ERROR", "Idempotency-key must have 1 to 100 characters");
        }
        XenditPayout order = order(body(exchange));
        return switch (book.take(key, order)) {
            case Taken.Payout(XenditPayout payout) -> Answer.json(200, payout.json());
            case Taken.Duplicate _ ->
                Answer.error(409, "DUPLICATE_ERROR", "The key belongs to a payout with other values");
        };
    }

    private XenditPayout order(JsonNode body) {
        JsonNode properties = body.path("channel_properties");
        String reference = text(body, "reference_id", 255);
        String channel = text(body, "channel_code", 40);
        String holder = text(properties, "account_holder_name", 100);
        String currency = text(body, "currency", 3);
        JsonNode amount = body.path("amount");
        if (!amount.isNumber() || !currency.equals("IDR")) {
            throw refused(400, "API_VALIDATION_ERROR", "amount must be a number of IDR");
        }
        if (!CHANNELS.contains(channel)) {
            throw refused(400, "CHANNEL_CODE_NOT_SUPPORTED", "There is no such channel");
        }
        if (!amount.isIntegralNumber()) {
            throw refused(400, "AMOUNT_INCREMENT_NOT_SUPPORTED", "amount must be whole rupiah");
        }
        String number = text(properties, "account_number", 100);
        if (!ACCOUNT.matcher(number).matches()) {
            throw refused(400, "RECIPIENT_ACCOUNT_NUMBER_ERROR", "account_number must be digits");
        }
        if (amount.longValue() < MIN_AMOUNT) {
            throw refused(400, "MINIMUM_TRANSFER_LIMIT_ERROR", "amount is below the minimum");
        }
        if (amount.longValue() > MAX_AMOUNT) {
            throw refused(400, "MAXIMUM_TRANSFER_LIMIT_ERROR", "amount is above the maximum");
        }
        Instant now = clock.instant();
        return new XenditPayout(
                "disb-" + UUID.randomUUID(),
                reference,
                channel,
                number,
                holder,
                amount.longValue(),
                currency,
                Status.ACCEPTED,
                null,
                now,
                now);
    }

    private Answer listed(HttpExchange exchange) {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        String reference = Stream.of(query.split("&"))
                .filter(part -> part.startsWith("reference_id="))
                .map(part -> part.substring("reference_id=".length()))
                .findFirst()
                .orElse("");
        if (reference.isEmpty()) {
            return Answer.error(400, "API_VALIDATION_ERROR", "reference_id is required");
        }
        List<Map<String, Object>> found = book.payouts().stream()
                .filter(payout -> payout.reference().equals(reference))
                .map(XenditPayout::json)
                .toList();
        return Answer.json(200, listsAsObject ? Map.of("data", found, "has_more", false, "links", List.of()) : found);
    }

    private Answer payout(String id) {
        return book.payouts().stream()
                .filter(payout -> payout.id().equals(id))
                .findFirst()
                .map(payout -> Answer.json(200, payout.json()))
                .orElseGet(() -> Answer.error(404, "DATA_NOT_FOUND", "There is no such payout"));
    }

    private Answer cancelled(String id) {
        return book.cancel(id)
                .map(payout -> Answer.json(200, payout.json()))
                .orElseGet(() -> Answer.error(400, "INVALID_STATUS_ERROR", "Only an ACCEPTED payout can be cancelled"));
    }

    private static Answer channels() {
        return Answer.json(
                200,
                CHANNELS.stream()
                        .sorted()
                        .map(code -> {
                            Map<String, Object> limits = new LinkedHashMap<>();
                            limits.put("minimum", MIN_AMOUNT);
                            limits.put("maximum", MAX_AMOUNT);
                            limits.put("minimum_increment", 1);
                            return Map.of(
                                    "channel_code",
                                    code,
                                    "channel_category",
                                    "EWALLET",
                                    "currency",
                                    "IDR",
                                    "amount_limits",
                                    limits);
                        })
                        .toList());
    }

    private Answer ordered(HttpExchange exchange) throws IOException {
        JsonNode body = body(exchange);
        if (!text(body, "type", 40).equals("BALANCE_HISTORY")) {
            return Answer.error(400, "API_VALIDATION_ERROR", "the sandbox has only BALANCE_HISTORY");
        }
        Instant from = instant(body.path("filter"), "from");
        Instant to = instant(body.path("filter"), "to");
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST_REPORT) >= 0) {
            return Answer.error(400, "API_VALIDATION_ERROR", "filter must be shorter than 92 days");
        }
        String id = "report_" + UUID.randomUUID();
        reports.put(id, BalanceReport.csv(book.rows(), from, to));
        return Answer.json(200, Map.of("id", id, "type", "BALANCE_HISTORY", "status", "PENDING"));
    }

    private Answer report(HttpExchange exchange, String id, boolean isFile) {
        String csv = reports.get(id);
        if (csv == null) {
            return Answer.error(404, "DATA_NOT_FOUND", "There is no such report");
        }
        return isFile
                ? new Answer(200, "text/csv", csv)
                : Answer.json(
                        200,
                        Map.of(
                                "id",
                                id,
                                "type",
                                "BALANCE_HISTORY",
                                "status",
                                "COMPLETED",
                                "url",
                                "http://" + exchange.getRequestHeaders().getFirst("Host") + "/reports/" + id
                                        + "/file"));
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        try {
            return JSON.readTree(exchange.getRequestBody().readAllBytes());
        } catch (JacksonException unreadable) {
            throw refused(400, "INVALID_JSON_FORMAT", "the body is no JSON");
        }
    }

    private static String text(JsonNode object, String field, int maxLength) {
        JsonNode node = object.path(field);
        if (!node.isString() || node.asString().isBlank() || node.asString().length() > maxLength) {
            throw refused(400, "API_VALIDATION_ERROR", field + " must be a text of at most " + maxLength);
        }
        return node.asString();
    }

    private static Instant instant(JsonNode object, String field) {
        try {
            return Instant.parse(text(object, field, 40));
        } catch (DateTimeParseException none) {
            throw refused(400, "API_VALIDATION_ERROR", field + " must be a time");
        }
    }

    private static Refused refused(int status, String code, String message) {
        return new Refused(Answer.error(status, code, message));
    }

    private static Answer broken() {
        return Answer.error(500, "SERVER_ERROR", "Something went wrong");
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
