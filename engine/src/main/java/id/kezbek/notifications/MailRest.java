package id.kezbek.notifications;

import id.kezbek.shared.systems.Rest;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How this process thinks of the mail system. While it is away e-mails wait in the database with all their tries, none
 * enters the queue, and what stands there already goes back: each message would cost a time-out and in the end be a dead
 * letter, however well its e-mail is. When the rest is over a few are tried.
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

    /** @return whether it was thought to be there until now */
    boolean begin() {
        return rest.begin();
    }

    /** @return whether it was thought to be away until now */
    boolean end() {
        return rest.end();
    }
}
