package id.kezbek.notifications;

import id.kezbek.notifications.queue.Emails;
import id.kezbek.notifications.queue.NewEmails;
import id.kezbek.shared.Texts;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Queues an e-mail that is not created from an event, in the caller's transaction. */
@Component
public class OrderEmail {

    /**
     * A file to attach to an e-mail. The file is read when the e-mail is sent.
     *
     * @param key the key in the file store
     * @param name the file name that the reader sees, for example {@code INV-2026-000042.pdf}
     */
    public record Attachment(String key, String name, String contentType) {}

    /**
     * An e-mail to send.
     *
     * @param id a second e-mail with the same id is not queued
     * @param language the language of its template; null for the installation's language
     * @param model values that may be stored in clear text
     * @param secrets values that must not be stored in clear text; they are sealed, and deleted after the e-mail was
     *     sent or failed
     * @param usefulUntil the e-mail is not sent after this time
     * @param attachment the file to attach; null if there is none
     */
    public record Order(
            UUID id,
            String template,
            @Nullable String language,
            String recipient,
            Map<String, Object> model,
            Map<String, String> secrets,
            Instant usefulUntil,
            @Nullable Attachment attachment) {

        public Order(
                UUID id,
                String template,
                @Nullable String language,
                String recipient,
                Map<String, Object> model,
                Map<String, String> secrets,
                Instant usefulUntil) {
            this(id, template, language, recipient, model, secrets, usefulUntil, null);
        }

        @Override
        public String toString() {
            return "Order[" + template + " to " + Texts.maskedEmail(recipient) + "]";
        }
    }

    private final NewEmails emails;
    private final String language;

    OrderEmail(NewEmails emails, @Value("${cezbek.notifications.language:id}") String language) {
        this.emails = emails;
        this.language = language;
    }

    public void order(Order order) {
        String chosen = order.language() == null ? language : order.language();
        emails.add(
                new Emails.Email(
                        order.id(),
                        order.template(),
                        chosen,
                        order.recipient(),
                        order.model(),
                        null,
                        order.attachment()),
                order.secrets(),
                order.usefulUntil());
    }
}
