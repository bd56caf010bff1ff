package id.kezbek.notifications.queue;

import id.kezbek.notifications.EmailQueue;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sends failed e-mails again. Failed e-mails return to WAITING with zero tries. The dead-letter queue is emptied,
 * because its messages contain only ids of e-mails. E-mails that are already sent or expired are not sent again; for
 * example, an e-mail with a one-time password expires.
 */
@Component
public class RedriveEmails {

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

    /** Redrives a limited number of e-mails and dead letters. The next run processes the remaining e-mails. */
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

    /**
     * Sets the e-mails of a dead letter to WAITING at once. Otherwise they would wait until the engine treats them as
     * lost.
     */
    private int reopen(List<UUID> emails) {
        return jdbc.sql("""
                        update notifications.email set state = 'WAITING', tries = 0, changed_at = ?
                        where id = any (?::uuid[])
                          and (state = 'QUEUED' or (state = 'FAILED' and useful_until is null))""")
                .params(Timestamp.from(clock.instant()), emails.toArray(UUID[]::new))
                .update();
    }
}
