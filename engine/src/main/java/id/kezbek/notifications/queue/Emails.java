package id.kezbek.notifications.queue;

import id.kezbek.notifications.OrderEmail;
import id.kezbek.notifications.addresses.SealedAddresses;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The states of stored e-mails: waiting for the queue, queued, being sent, sent, failed. */
@Component
public class Emails {

    /** The maximum number of e-mails in the queue that do not expire: what senders send in a few seconds. */
    private static final int IN_QUEUE_MAX = 1_000;

    private static final Duration IN_QUEUE_WITHIN = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(Emails.class);

    /** The number of failed tries after which an e-mail is FAILED. */
    private static final int MAX_TRIES = 10;

    private static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(15);

    /**
     * A sender that has not finished an e-mail after this time has stopped. It is longer than all time limits of a
     * sender together: the start, the begin of the content, one write and one answer.
     */
    private static final Duration SENDING_MAX = Duration.ofMinutes(3);

    /** A sender starts to send an e-mail within this time after its claim, or gives it back. */
    private static final Duration START_MAX = Duration.ofSeconds(15);

    private static final int LOST_TO_START = 4;

    /** The sealed address is kept, so that the e-mail can be sent again. */
    private static final String EMPTIED = "recipient = case when sealed_recipient is null then recipient else '' end";

    /**
     * An e-mail.
     *
     * @param customer the customer's id from {@code CustomerIds}; null if the e-mail is not about a customer
     * @param attachment null for none
     * @param tries the number of this try; another claim of the e-mail has another number
     */
    public record Email(
            UUID id,
            String template,
            String language,
            String recipient,
            Map<String, Object> model,
            @Nullable UUID customer,
            OrderEmail.@Nullable Attachment attachment,
            int tries) {

        /** A new e-mail. */
        public Email(
                UUID id,
                String template,
                String language,
                String recipient,
                Map<String, Object> model,
                @Nullable UUID customer) {
            this(id, template, language, recipient, model, customer, null);
        }

        /** A new e-mail. */
        public Email(
                UUID id,
                String template,
                String language,
                String recipient,
                Map<String, Object> model,
                @Nullable UUID customer,
                OrderEmail.@Nullable Attachment attachment) {
            this(id, template, language, recipient, model, customer, attachment, 1);
        }

        @Override
        public String toString() {
            return "Email[" + id + ", " + template + "]";
        }
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final EmailRows rows;
    private final SealedAddresses addresses;
    private final Clock clock;
    /** After this time in the queue, an e-mail counts as lost and is queued again. */
    private final Duration lostAfter;
    /** After this time with a sender, an e-mail counts as lost and is queued again. */
    private final Duration sendingLostAfter;
    /** The wait after the first failed try; it doubles after each further failed try. */
    private final Duration retryAfter;

    Emails(
            JdbcClient jdbc,
            JdbcTemplate template,
            EmailRows rows,
            SealedAddresses addresses,
            Clock clock,
            @Value("${cezbek.notifications.lost-after:PT15M}") Duration lostAfter,
            @Value("${cezbek.notifications.retry-after:PT30S}") Duration retryAfter) {
        if (!lostAfter.isPositive() || !retryAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "cezbek.notifications.lost-after and retry-after must be above zero, for example 15m and 30s");
        }
        this.lostAfter = lostAfter;
        this.sendingLostAfter = shorter(lostAfter, SENDING_MAX);
        this.retryAfter = retryAfter;
        this.jdbc = jdbc;
        this.template = template;
        this.rows = rows;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * A waiting e-mail.
     *
     * @param isUrgent whether it expires
     */
    public record Waiting(UUID id, boolean isUrgent) {}

    /**
     * Marks the oldest waiting e-mails as queued, first those that expire. Of the others, only a few are in the queue at the
     * same time, so that a one-time password does not wait behind all of them. The caller must queue them, or return them.
     */
    public List<Waiting> takeWaiting(int limit) {
        Timestamp now = Timestamp.from(clock.instant());
        List<Waiting> taken = new ArrayList<>(jdbc.sql("""
                        update notifications.email set state = 'QUEUED', changed_at = ?, due_at = null
                        where id in (select id from notifications.email where state = 'WAITING' and useful_until is not null
                                     order by created_at limit ? for update skip locked)
                        returning id""")
                .params(now, limit)
                .query((row, n) -> new Waiting(row.getObject(1, UUID.class), true))
                .list());
        int others = Math.min(limit - taken.size(), IN_QUEUE_MAX - inQueue());
        if (others > 0) {
            taken.addAll(jdbc.sql("""
                            update notifications.email set state = 'QUEUED', changed_at = ?, due_at = null
                            where id in (select id from notifications.email where state = 'WAITING'
                                         order by created_at limit ? for update skip locked)
                            returning id, useful_until is not null""")
                    .params(now, others)
                    .query((row, n) -> new Waiting(row.getObject(1, UUID.class), row.getBoolean(2)))
                    .list());
        }
        return taken;
    }

    /**
     * The number of e-mails that came into the queue lately, at most the limit. The queue may have lost older ones, for
     * which the others must not wait.
     */
    private int inQueue() {
        Instant since = clock.instant().minus(IN_QUEUE_WITHIN);
        return jdbc.sql("""
                        select count(*) from (
                          select from notifications.email
                          where state = 'QUEUED' and due_at is null and changed_at > ? limit ?) as queued""")
                .params(Timestamp.from(since), IN_QUEUE_MAX)
                .query(Integer.class)
                .single();
    }

    /** Returns e-mails to the waiting state. E-mails that are in a pause after a failed try stay in that pause. */
    public void giveBack(List<UUID> emails) {
        if (!emails.isEmpty()) {
            jdbc.sql("""
                            update notifications.email e set state = 'WAITING', changed_at = ?
                            from (select unnest(?::uuid[]) as id) as n
                            where e.id = n.id and e.state = 'QUEUED' and e.due_at is null""")
                    .params(Timestamp.from(clock.instant()), emails.toArray(UUID[]::new))
                    .update();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** After this time a claim ends, and another process may claim the e-mail. */
    public Duration claimLasts() {
        return sendingLostAfter;
    }

    /** A sender must start to send an e-mail within this time after its claim. After it, another process may have it. */
    public Duration startWithin() {
        return shorter(START_MAX, sendingLostAfter.dividedBy(LOST_TO_START));
    }

    /**
     * Returns e-mails to the waiting state that the queue or a stopped sender lost.
     *
     * @param limit the maximum number of each kind
     */
    public int recoverLost(int limit) {
        Instant now = clock.instant();
        int fromQueue = jdbc.sql("""
                        update notifications.email set state = 'WAITING', changed_at = ?
                        where id in (select id from notifications.email where state = 'QUEUED' and changed_at < ?
                                     order by changed_at limit ? for update skip locked)""")
                .params(Timestamp.from(now), Timestamp.from(now.minus(lostAfter)), limit)
                .update();
        int fromSenders = jdbc.sql("""
                        update notifications.email set state = 'WAITING', changed_at = ?
                        where id in (select id from notifications.email where state = 'SENDING' and changed_at < ?
                                     order by changed_at limit ? for update skip locked)""")
                .params(Timestamp.from(now), Timestamp.from(now.minus(sendingLostAfter)), limit)
                .update();
        return fromQueue + fromSenders;
    }

    /** Returns e-mails to the waiting state when the pause after a failed try is over. */
    public void wakeRested(int limit) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                        update notifications.email set state = 'WAITING', changed_at = ?, due_at = null
                        where id in (select id from notifications.email where state = 'QUEUED' and due_at <= ?
                                     order by due_at limit ? for update skip locked)""").params(now, now, limit).update();
    }

    /**
     * A sender's report about one e-mail and its claim of the next one.
     *
     * @param sent the e-mail that the mail system accepted; null if there is none
     * @param next the e-mail that the sender wants to send; null if there is none
     */
    record Handover(@Nullable UUID sent, @Nullable UUID next) {}

    /**
     * Marks e-mails as sent and claims other e-mails, in one commit. The method does not claim e-mails that were
     * already sent or are being sent. Expired e-mails become failed. An e-mail may be impossible to decrypt because its
     * key is missing or its row was modified. Such an e-mail waits as after a failed try and does not delay the others.
     *
     * @return the e-mails that each sender may send
     */
    List<Optional<Email>> handOver(List<Handover> handovers) {
        Instant now = clock.instant();
        List<UUID> sent = ids(handovers, Handover::sent);
        List<UUID> next = ids(handovers, Handover::next);
        Map<UUID, Email> taken = new HashMap<>();
        Map<UUID, Integer> unreadable = new HashMap<>();
        Pipeline pipeline = new Pipeline();
        if (!sent.isEmpty()) {
            // The state is a parameter. If the state were a constant, the planner might choose the index of all e-mails
            // that are queued or being sent.
            pipeline.select(
                    """
                    update notifications.email e
                    set state = 'SENT', sealed_model = null, changed_at = n.at,
                      recipient = case when sealed_recipient is null then recipient else '' end
                    from (select unnest(?::timestamptz[]) as at, unnest(?::uuid[]) as id,
                      unnest(?::text[]) as from_state) as n
                    where e.id = n.id and e.state = n.from_state returning 1""", Columns.of(sent).timestamp(id -> now).uuid(id -> id).text(id -> "SENDING"), row -> {});
        }
        if (!next.isEmpty()) {
            // Rows are read and locked in the order of their ids, which is the same in all processes.
            pipeline.select("""
                    update notifications.email e
                    set state = case when e.useful_until <= n.at then 'FAILED' else 'SENDING' end,
                      recipient = case when e.useful_until <= n.at and e.sealed_recipient is not null
                        then '' else e.recipient end,
                      sealed_model = case when e.useful_until <= n.at then null else e.sealed_model end,
                      changed_at = n.at, tries = e.tries + 1, due_at = null
                    from (select unnest(?::timestamptz[]) as at, unnest(?::uuid[]) as id) as n
                    where e.id = n.id and e.state in ('WAITING', 'QUEUED')
                    returning e.id, template, language, recipient, model, sealed_model, state, sealed_recipient, attachment,
                      tries""", Columns.of(next).timestamp(id -> now).uuid(id -> id), row -> {
                if (row.getString(7).equals("SENDING")) {
                    UUID id = row.getObject(1, UUID.class);
                    try {
                        taken.put(id, rows.email(row));
                    } catch (RuntimeException closed) {
                        // The exception's message is not logged, because it may quote the e-mail.
                        log.atError()
                                .addKeyValue("email", id)
                                .addKeyValue("why", closed.getClass().getSimpleName())
                                .log("An e-mail could not be decrypted; it will be retried");
                        unreadable.put(id, row.getInt(10));
                    }
                }
            });
        }
        pipeline.run(template);
        unreadable.forEach(this::notSent);
        // If the queue delivers a queue message twice, two senders may process it. Only the first of them sends the
        // e-mail.
        return handovers.stream()
                .map(handover -> Optional.ofNullable(handover.next()).map(taken::remove))
                .toList();
    }

    private static List<UUID> ids(List<Handover> handovers, Function<Handover, @Nullable UUID> which) {
        return handovers.stream()
                .flatMap(handover -> Optional.ofNullable(which.apply(handover)).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Changes the recipient of a customer's e-mails that are not sent, unless a sender has already read the address. */
    public void readdress(UUID[] customers, String recipient) {
        List<UUID> unsent = jdbc.sql("""
                        select id from notifications.email
                        where customer = any(?) and (state in ('WAITING', 'QUEUED', 'SENDING')
                          -- The others are never sent again.
                          or state = 'FAILED' and useful_until is null)
                        order by id for update""").param(customers).query(UUID.class).list();
        for (UUID id : unsent) {
            jdbc.sql("""
                            update notifications.email set sealed_recipient = ?, recipient_hash = ?,
                              recipient = case when people.are_mentions_clear() then ? else '' end
                            where id = ?""")
                    .params(addresses.seal(id, recipient), addresses.hash(recipient), recipient, id)
                    .update();
        }
    }

    /**
     * Returns claimed e-mails to the waiting state. This is not a try of them. E-mails that another process has claimed
     * since do not change.
     */
    public void waitForMail(List<Email> claimed) {
        if (!claimed.isEmpty()) {
            List<Email> sorted =
                    claimed.stream().sorted(Comparator.comparing(Email::id)).toList();
            jdbc.sql("""
                            update notifications.email e set state = 'WAITING', tries = e.tries - 1, changed_at = ?
                            from (select unnest(?::uuid[]) as id, unnest(?::int[]) as tries) as n
                            where e.id = n.id and e.state = ? and e.tries = n.tries""")
                    .params(
                            Timestamp.from(clock.instant()),
                            sorted.stream().map(Email::id).toArray(UUID[]::new),
                            sorted.stream().map(Email::tries).toArray(Integer[]::new),
                            "SENDING")
                    .update();
        }
    }

    /**
     * The mail system did not accept the e-mail. It is tried again after a pause that grows each time. After the last
     * try it becomes failed, and people can send it again; but an e-mail that expires is tried until then.
     *
     * @param claimed the number of the try; if the e-mail was claimed again since, nothing changes
     */
    public void notSent(UUID id, int claimed) {
        jdbc.sql("""
                        update notifications.email e
                        set state = case when again then 'QUEUED' else 'FAILED' end,
                          sealed_model = case when again then sealed_model end,
                          recipient = case when again or sealed_recipient is null then recipient else '' end,
                          due_at = case when again then :now::timestamptz
                            + make_interval(secs => least(:first * power(2, least(tries, :most) - 1), :longest)) end,
                          changed_at = :now
                        from (select id as tried, tries < :most or coalesce(useful_until > :now, false) as again
                              from notifications.email where id = :id and state = 'SENDING' and tries = :claimed for update) as t
                        where id = tried""")
                .param("most", MAX_TRIES)
                .param("now", Timestamp.from(clock.instant()))
                .param("first", retryAfter.toMillis() / 1e3)
                .param("longest", RETRY_AFTER_MAX.toSeconds() * 1.0)
                .param("id", id)
                .param("claimed", claimed)
                .update();
    }

    /**
     * The mail system permanently rejects the e-mail. It becomes failed at once, without further tries.
     *
     * @param claimed the number of the try; if the e-mail was claimed again since, nothing changes
     */
    public void refused(UUID id, int claimed) {
        jdbc.sql("""
                        update notifications.email set state = 'FAILED', sealed_model = null, %s, changed_at = ?
                        where id = ? and state = 'SENDING' and tries = ?""".formatted(EMPTIED))
                .params(Timestamp.from(clock.instant()), id, claimed)
                .update();
    }
}
