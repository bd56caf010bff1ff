package id.kezbek.notifications.queue;

import id.kezbek.notifications.EmailArchive;
import id.kezbek.notifications.addresses.SealedAddresses;
import id.kezbek.shared.security.Sealing;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
public class NewEmails {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Sealing sealing;
    private final SealedAddresses addresses;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    NewEmails(JdbcClient jdbc, JdbcTemplate template, Sealing sealing, SealedAddresses addresses, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.sealing = sealing;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * Stores e-mails to send. Existing e-mails do not change.
     *
     * @param state WAITING, or SENDING if the caller sends the e-mails after its commit. SENDING is stored with one try
     * @return the e-mails that did not exist before
     */
    public List<Emails.Email> add(List<Emails.Email> emails, EmailArchive.State state) {
        return add(emails, state.name(), null);
    }

    /**
     * Stores e-mails that are not sent, so that support can see them.
     *
     * @param reason a code
     */
    void suppress(List<Emails.Email> emails, String reason) {
        add(emails, "SUPPRESSED", reason);
    }

    /**
     * The number of e-mails to each address, at most {@code limit}. Only e-mails of these templates since the given
     * time are counted, without suppressed e-mails. The query finds addresses by hash, because clear addresses are
     * deleted after sending.
     *
     * @param recipients in lower case
     */
    Map<String, Integer> countSince(
            Instant since, Collection<String> recipients, Collection<String> templates, int limit) {
        Map<ByteBuffer, String> byHash = new HashMap<>();
        recipients.forEach(recipient -> byHash.put(ByteBuffer.wrap(addresses.hash(recipient)), recipient));
        Map<String, Integer> counts = new HashMap<>();
        // The lateral query uses the index on the hash, even with outdated planner statistics. The oldest e-mails come
        // first. Suppressed e-mails are newer than the sent e-mails, so the query rarely reads a suppressed e-mail.
        jdbc.sql("""
                        select asked.hash, sent.n from unnest(:hashes::bytea[]) as asked (hash)
                        cross join lateral (
                          select count(*) as n from (
                            select 1 from notifications.email e
                            where e.recipient_hash = asked.hash and e.created_at >= :since
                              and e.state <> 'SUPPRESSED' and e.template = any(:templates::text[])
                            order by e.created_at, e.id limit :limit) as first) as sent""")
                .param("hashes", byHash.keySet().stream().map(ByteBuffer::array).toArray(byte[][]::new))
                .param("since", Timestamp.from(since))
                .param("templates", templates.toArray(String[]::new))
                .param("limit", limit)
                .query(row -> {
                    counts.put(Objects.requireNonNull(byHash.get(ByteBuffer.wrap(row.getBytes(1)))), row.getInt(2));
                });
        return counts;
    }

    private List<Emails.Email> add(List<Emails.Email> emails, String state, @Nullable String reason) {
        if (emails.isEmpty()) {
            return List.of();
        }
        Set<UUID> added = new HashSet<>();
        Instant now = clock.instant();
        // Some rows may already exist, so the statement returns the rows that it inserted.
        new Pipeline()
                .select(
                        """
                        insert into notifications.email (id, template, language, recipient, model, customer,
                          sealed_recipient, recipient_hash, state, tries, reason, created_at, changed_at)
                        select id, template, language, case when (select people.are_mentions_clear()) then recipient else '' end,
                          model, customer, sealed, hash, state, case when state = 'SENDING' then 1 else 0 end, reason, at, at
                        from (select unnest(?::uuid[]) as id, unnest(?::text[]) as template,
                          unnest(?::text[]) as language, unnest(?::text[]) as recipient,
                          unnest(?::jsonb[]) as model, unnest(?::uuid[]) as customer,
                          unnest(?::bytea[]) as sealed, unnest(?::bytea[]) as hash,
                          unnest(?::text[]) as state, unnest(?::text[]) as reason,
                          unnest(?::timestamptz[]) as at) as n
                        on conflict do nothing returning id""",
                        Columns.of(emails)
                                .uuid(Emails.Email::id)
                                .text(Emails.Email::template)
                                .text(Emails.Email::language)
                                .text(Emails.Email::recipient)
                                .jsonb(email -> json.writeValueAsString(email.model()))
                                .uuid(Emails.Email::customer)
                                .bytea(email -> addresses.seal(email.id(), email.recipient()))
                                .bytea(email -> addresses.hash(email.recipient()))
                                .text(email -> state)
                                .text(email -> reason)
                                .timestamp(email -> now),
                        row -> added.add(row.getObject(1, UUID.class)))
                .run(template);
        return emails.stream().filter(email -> added.remove(email.id())).toList();
    }

    /**
     * Stores an e-mail whose model contains secrets.
     *
     * @param secrets values that must not be stored in clear text. They are encrypted, and deleted after the e-mail was
     *     sent or failed
     * @param usefulUntil the e-mail is not sent after this time
     */
    public void add(Emails.Email email, Map<String, String> secrets, Instant usefulUntil) {
        Timestamp now = Timestamp.from(clock.instant());
        byte[] sealed = sealing.seal(
                json.writeValueAsString(secrets).getBytes(StandardCharsets.UTF_8), EmailRows.context(email.id()));
        jdbc.sql("""
                        insert into notifications.email (id, template, language, recipient, sealed_recipient,
                          recipient_hash, model, attachment, sealed_model, useful_until, state, created_at, changed_at)
                        values (?, ?, ?, case when people.are_mentions_clear() then ? else '' end, ?, ?, ?::jsonb, nullif(?::jsonb, 'null'), ?, ?, 'WAITING', ?, ?) on conflict do nothing""")
                .params(
                        email.id(),
                        email.template(),
                        email.language(),
                        email.recipient(),
                        addresses.seal(email.id(), email.recipient()),
                        addresses.hash(email.recipient()),
                        json.writeValueAsString(email.model()),
                        json.writeValueAsString(email.attachment()),
                        sealed,
                        Timestamp.from(usefulUntil),
                        now,
                        now)
                .update();
    }
}
