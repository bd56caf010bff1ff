package id.kezbek.notifications;

import id.kezbek.notifications.addresses.SealedAddresses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** E-mails with their delivery states, for support. */
@Component
public class EmailArchive {

    /** The state of an e-mail. */
    public enum State {
        WAITING,
        QUEUED,
        SENDING,
        SENT,
        /** The e-mail failed after the maximum number of tries. */
        FAILED,
        /** The e-mail is never sent; its reason says why. */
        SUPPRESSED
    }

    /**
     * An e-mail.
     *
     * @param recipient the address, which must only be shown masked
     * @param transaction the id of the e-mail's transaction; null if the e-mail is not about a transaction
     * @param reason why the e-mail was not sent; null otherwise
     */
    public record Line(
            UUID id,
            String template,
            String language,
            String recipient,
            State state,
            int tries,
            Instant createdAt,
            Instant changedAt,
            @Nullable String transaction,
            @Nullable String reason) {

        @Override
        public String toString() {
            return "Line[" + id + ", " + state + "]";
        }
    }

    /** An e-mail's position in the list. */
    public record Position(Instant createdAt, UUID id) {}

    /**
     * Which e-mails to read, the newest first.
     *
     * @param to only e-mails to this address
     * @param before only e-mails after this position in the list; null for the newest
     */
    public record Page(
            @Nullable State state,
            @Nullable String template,
            @Nullable String to,
            @Nullable Position before,
            int limit) {

        @Override
        public String toString() {
            return "Page[" + state + ", " + template + ", " + limit + "]";
        }
    }

    private static final Duration FAILED_SHOWN = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final Clock clock;

    EmailArchive(JdbcClient jdbc, SealedAddresses addresses, Clock clock) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.clock = clock;
    }

    public List<Line> page(Page page) {
        Position before = page.before();
        return jdbc.sql("""
                        select id, template, language, recipient, sealed_recipient, state, tries, reason, created_at, changed_at,
                          model ->> 'transaction_id' as transaction
                        from notifications.email
                        where (:at::timestamptz is null or (created_at, id) < (:at::timestamptz, :id::uuid))
                          and (:template::text is null or template = :template) %s
                        order by created_at desc, id desc limit :limit""".formatted(narrowed(page)))
                .param("at", before == null ? null : Timestamp.from(before.createdAt()), Types.TIMESTAMP)
                .param("id", before == null ? null : before.id(), Types.OTHER)
                .param("template", page.template(), Types.VARCHAR)
                .param("to", page.to(), Types.VARCHAR)
                .param("hashes", page.to() == null ? new byte[0][] : addresses.hashes(page.to()))
                .param("limit", page.limit())
                .query((row, n) -> new Line(
                        row.getObject("id", UUID.class),
                        row.getString("template"),
                        row.getString("language"),
                        recipient(row),
                        State.valueOf(row.getString("state")),
                        row.getInt("tries"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("changed_at").toInstant(),
                        row.getString("transaction"),
                        row.getString("reason")))
                .list();
    }

    /** An address that cannot be opened is empty, so that people still see the other e-mails of the list. */
    private String recipient(ResultSet row) throws SQLException {
        try {
            return addresses.open(
                    row.getObject("id", UUID.class), row.getBytes("sealed_recipient"), row.getString("recipient"));
        } catch (IllegalStateException closed) {
            return "";
        }
    }

    /**
     * Conditions on indexed columns are written as literals, because the statement is planned only once for all
     * parameter values.
     */
    private static String narrowed(Page page) {
        String byState =
                page.state() == null ? "" : " and state = '" + page.state().name() + "'";
        return page.to() == null
                ? byState
                : byState
                        + " and ((recipient_hash is null and recipient <> '' and lower(recipient) = lower(:to))"
                        + " or recipient_hash = any(:hashes))";
    }

    /**
     * The number of e-mails in each state that is not final, and of the e-mails that failed within the last 24 hours.
     * Older failures are not counted, so that an alert resolves. A state without e-mails is absent.
     */
    public Map<State, Long> open() {
        Map<State, Long> counts = new HashMap<>();
        Timestamp fresh = Timestamp.from(clock.instant().minus(FAILED_SHOWN));
        jdbc.sql("""
                        select 'WAITING', count(*) from notifications.email where state = 'WAITING'
                        union all select state, count(*) from notifications.email
                          where state in ('QUEUED', 'SENDING') group by state
                        union all select 'FAILED', count(*) from notifications.email
                          where state = 'FAILED' and useful_until is null and changed_at > ?""").param(fresh).query((java.sql.ResultSet row) -> {
            counts.put(State.valueOf(row.getString(1)), row.getLong(2));
        });
        return counts;
    }
}
