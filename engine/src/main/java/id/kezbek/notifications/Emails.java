package id.kezbek.notifications;

import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** E-mails on their way: waiting for the queue, queued, being sent, sent. */
@Component
class Emails {

    /** After this many failed tries an e-mail is given up and stands as FAILED. */
    private static final int MAX_TRIES = 10;

    record Email(UUID id, String template, String language, String recipient, Map<String, Object> model) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Clock clock;
    /** After this long in the queue or in a sender's hands, an e-mail counts as lost there and is queued again. */
    private final Duration lostAfter;

    private final JsonMapper json = JsonMapper.shared();

    Emails(
            JdbcClient jdbc,
            JdbcTemplate template,
            Clock clock,
            @Value("${cezbek.notifications.lost-after:PT15M}") Duration lostAfter) {
        if (!lostAfter.isPositive()) {
            throw new IllegalArgumentException("cezbek.notifications.lost-after must be above zero, such as 15m");
        }
        this.lostAfter = lostAfter;
        this.jdbc = jdbc;
        this.template = template;
        this.clock = clock;
    }

    /** Keeps e-mails to be sent; one that is kept already stays as it is. */
    void add(List<Email> emails) {
        Instant now = clock.instant();
        // One pipeline statement may touch fewer rows than it carries here, so it reads what it wrote instead.
        new Pipeline()
                .select(
                        """
                        insert into notifications.email (id, template, language, recipient, model, state, created_at, changed_at)
                        select id, template, language, recipient, model, 'WAITING', at, at
                        from (select unnest(?::uuid[]) as id, unnest(?::text[]) as template,
                          unnest(?::text[]) as language, unnest(?::text[]) as recipient,
                          unnest(?::jsonb[]) as model, unnest(?::timestamptz[]) as at) as n
                        on conflict do nothing returning id""",
                        Columns.of(emails)
                                .uuid(Email::id)
                                .text(Email::template)
                                .text(Email::language)
                                .text(Email::recipient)
                                .jsonb(email -> json.writeValueAsString(email.model()))
                                .timestamp(email -> now),
                        row -> {})
                .run(template);
    }

    /** Marks the oldest waiting e-mails as queued; the caller queues them, or gives those back that it could not. */
    List<UUID> takeWaiting(int limit) {
        return jdbc.sql("""
                        update notifications.email set state = 'QUEUED', changed_at = ?
                        where id in (select id from notifications.email where state = 'WAITING'
                                     order by created_at limit ? for update skip locked)
                        returning id""")
                .params(Timestamp.from(clock.instant()), limit)
                .query(UUID.class)
                .list();
    }

    void giveBack(List<UUID> emails) {
        emails.forEach(id -> move(id, "QUEUED", "WAITING"));
    }

    /** Lets e-mails wait again that the queue or a stopped sender lost. */
    int recoverLost() {
        Instant now = clock.instant();
        return jdbc.sql("""
                        update notifications.email set state = 'WAITING', changed_at = ?
                        where state in ('QUEUED', 'SENDING') and changed_at < ?""")
                .params(Timestamp.from(now), Timestamp.from(now.minus(lostAfter)))
                .update();
    }

    /** Takes an e-mail for sending; empty where it was sent or is being sent by somebody else. */
    Optional<Email> takeForSending(UUID id) {
        return jdbc.sql("""
                        update notifications.email set state = 'SENDING', changed_at = ?, tries = tries + 1
                        where id = ? and state in ('WAITING', 'QUEUED')
                        returning id, template, language, recipient, model""")
                .params(Timestamp.from(clock.instant()), id)
                .query((row, n) -> new Email(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        json.readValue(row.getString(5), new TypeReference<Map<String, Object>>() {})))
                .optional();
    }

    void sent(UUID id) {
        move(id, "SENDING", "SENT");
    }

    /** The mail system did not take it: it waits for the queue's next delivery, or is given up. */
    void notSent(UUID id) {
        jdbc.sql("""
                        update notifications.email
                        set state = case when tries < ? then 'QUEUED' else 'FAILED' end, changed_at = ?
                        where id = ? and state = 'SENDING'""").params(MAX_TRIES, Timestamp.from(clock.instant()), id).update();
    }

    private void move(UUID id, String from, String to) {
        jdbc.sql("update notifications.email set state = ?, changed_at = ? where id = ? and state = ?")
                .params(to, Timestamp.from(clock.instant()), id, from)
                .update();
    }
}
