package id.kezbek.notifications;

import id.kezbek.shared.Texts;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Orders an e-mail that follows from no fact, inside the transaction of whoever wants it sent. */
@Component
public class OrderEmail {

    /**
     * An e-mail to be sent.
     *
     * @param id ordering one under the same id again orders nothing
     * @param language of its template; null for the installation's
     * @param model what the template shows and may rest in clear
     * @param secrets what it shows beside that and may not: kept sealed, and no longer than the e-mail is under way
     * @param usefulUntil it is not sent any more from then on
     */
    public record Order(
            UUID id,
            String template,
            @Nullable String language,
            String recipient,
            Map<String, Object> model,
            Map<String, String> secrets,
            Instant usefulUntil) {

        @Override
        public String toString() {
            return "Order[" + template + " to " + Texts.maskedEmail(recipient) + "]";
        }
    }

    private final Emails emails;
    private final String language;

    OrderEmail(Emails emails, @Value("${cezbek.notifications.language:id}") String language) {
        this.emails = emails;
        this.language = language;
    }

    public void order(Order order) {
        String chosen = order.language() == null ? language : order.language();
        emails.add(
                new Emails.Email(order.id(), order.template(), chosen, order.recipient(), order.model(), null),
                order.secrets(),
                order.usefulUntil());
    }
}
