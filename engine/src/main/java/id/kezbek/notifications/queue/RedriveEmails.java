package id.kezbek.notifications.queue;

import id.kezbek.notifications.EmailQueue;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sends failed e-mails again. Failed rows return to the waiting state, and their tries are counted from zero again. The
 * dead-letter queue is emptied, because it contains only ids. E-mails that were sent in the meantime are not sent
 * again, and neither are expired e-mails, for example with one-time passwords.
 */
@Component
public class RedriveEmails {

    /** The result. */
    public record Redriven(int emails, int messages) {}

    private static final int ROWS_AT_ONCE = 100;
    private static final int ROWS_LISTS_MAX = 100;
    private static final int MESSAGE_LISTS_MAX = 1_000;

    private final JdbcClient jdbc;
    private final EmailQueue queue;
    private final Clock clock;

    RedriveEmails(JdbcClient jdbc, EmailQueue queue, Clock clock) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.clock = clock;
    }

    /** The maximum number of rows and of dead letters per run. The next run processes the remaining ones. */
    public Redriven run() {
        int emails = 0;
        for (int list = 0; list < ROWS_LISTS_MAX; list++) {
            int reopened = reopenFailed();
            emails += reopened;
            if (reopened < ROWS_AT_ONCE) {
                break;
            }
        }
        int messages = 0;
        for (int list = 0; list < MESSAGE_LISTS_MAX; list++) {
            EmailQueue.DeadLetters dead = queue.deadLetters();
            if (dead.isEnd()) {
                break;
            }
            emails += reopen(dead.ours().stream()
                    .flatMap(letter -> letter.emails().stream())
                    .toList());
            queue.remove(dead.ours());
            messages += dead.ours().size();
        }
        return new Redriven(emails, messages);
    }

    private int reopenFailed() {
        return jdbc.sql("""
                        update notifications.email set state = 'WAITING', tries = 0, changed_at = ?
                        where id in (select id from notifications.email
                                     where state = 'FAILED' and useful_until is null order by created_at limit ? for update skip locked)""")
                .params(Timestamp.from(clock.instant()), ROWS_AT_ONCE)
                .update();
    }

    /** The e-mails of a dead letter return to the waiting state at once, without waiting until they count as lost. */
    private int reopen(List<UUID> emails) {
        return jdbc.sql("""
                        update notifications.email set state = 'WAITING', tries = 0, changed_at = ?
                        where id = any (?::uuid[])
                          and (state = 'QUEUED' or (state = 'FAILED' and useful_until is null))""")
                .params(Timestamp.from(clock.instant()), emails.toArray(UUID[]::new))
                .update();
    }
}
