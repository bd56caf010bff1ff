package id.kezbek.sandbox.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The mailbox over HTTP: JSON for tests, pages for people. */
final class MailView implements HttpHandler {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern ONE_MESSAGE = Pattern.compile("/messages/([0-9]{1,18})");
    private static final String TO = "to=";

    private final Mailbox mailbox;

    MailView(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!exchange.getRequestMethod().equals("GET")) {
                answer(exchange, 405, "text/plain", "Only GET is supported.");
            } else if (path.equals("/messages")) {
                answer(
                        exchange,
                        200,
                        "application/json",
                        messages(exchange.getRequestURI().getRawQuery()));
            } else if (path.equals("/")) {
                answer(exchange, 200, "text/html", MailPages.list(mailbox.all()));
            } else {
                page(exchange, path);
            }
        }
    }

    private void page(HttpExchange exchange, String path) throws IOException {
        Matcher numbered = ONE_MESSAGE.matcher(path);
        Optional<Message> message =
                numbered.matches() ? mailbox.numbered(Long.parseLong(numbered.group(1))) : Optional.empty();
        if (message.isPresent()) {
            answer(exchange, 200, "text/html", MailPages.one(message.get()));
        } else {
            answer(exchange, 404, "text/plain", "There is no such message.");
        }
    }

    private String messages(@Nullable String rawQuery) {
        String recipient = recipient(rawQuery);
        List<Message> found = recipient == null ? mailbox.all() : mailbox.to(recipient);
        return JSON.writeValueAsString(found.stream().map(MailView::fields).toList());
    }

    private static @Nullable String recipient(@Nullable String rawQuery) {
        if (rawQuery == null) {
            return null;
        }
        for (String pair : rawQuery.split("&", -1)) {
            if (pair.startsWith(TO)) {
                // Does not decode a plus sign as a blank: e-mail addresses may contain plus signs but never blanks.
                return URLDecoder.decode(pair.substring(TO.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private static Map<String, Object> fields(Message message) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("to", message.to());
        fields.put("subject", message.subject());
        fields.put("html", message.html());
        fields.put("text", message.text());
        fields.put("at", message.at().toString());
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, String type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
