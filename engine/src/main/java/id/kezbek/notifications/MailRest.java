package id.kezbek.notifications;

import id.kezbek.shared.systems.Rest;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * This process's circuit breaker for the mail system. While it is away, e-mails wait in the database with all their
 * tries, and queued ones return to the database; otherwise each message would cost a time-out and become a dead letter.
 * After the wait, a few e-mails are tried.
 */
@Component
class MailRest {

    private final Rest rest;

    MailRest(@Value("${cezbek.notifications.rest:5s}") Duration length) {
        this.rest = new Rest(length);
    }

    boolean isOn() {
        return rest.isOn();
    }

    boolean isToTry() {
        return rest.isToTry();
    }

    /** @return whether the mail system counted as available until now */
    boolean begin() {
        return rest.begin();
    }

    /** @return whether the mail system counted as away until now */
    boolean end() {
        return rest.end();
    }
}
