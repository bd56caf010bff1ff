package id.kezbek.sandbox.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the e-mails in the mail sink. */
public final class Mail {

    public record Message(String to, String subject, String html, String text) {

        public boolean mentions(String words) {
            return html.contains(words) || text.contains(words);
        }
    }

    private final HttpCalls calls;

    public Mail(HttpCalls calls) {
        this.calls = calls;
    }

    public String address(String recipient) {
        return calls.baseUrl() + path(recipient);
    }

    /** Returns e-mails in order, the oldest first. */
    public List<Message> to(String recipient) {
        List<Message> messages = new ArrayList<>();
        calls.get(path(recipient), Map.of())
                .orThrow()
                .body()
                .forEach(node -> messages.add(new Message(
                        node.path("to").asString(""),
                        node.path("subject").asString(""),
                        node.path("html").asString(""),
                        node.path("text").asString(""))));
        return messages;
    }

    private static String path(String recipient) {
        return "/messages?to=" + URLEncoder.encode(recipient, StandardCharsets.UTF_8);
    }
}
