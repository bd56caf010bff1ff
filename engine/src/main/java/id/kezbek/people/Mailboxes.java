package id.kezbek.people;

import id.kezbek.people.sealing.MailboxIdentity;
import id.kezbek.people.sealing.MailboxKey;
import id.kezbek.shared.Ids;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of mailboxes. Each mailbox belongs to one person. At most one row of staff or officers uses a mailbox at a
 * time.
 */
@Component
public class Mailboxes {

    /** The kind of person that uses a mailbox. */
    public enum HeldAs {
        STAFF,
        OFFICER
    }

    private final JdbcClient jdbc;
    private final MailboxIdentity identity;
    private final MailboxKey key;
    private final Ids ids;

    Mailboxes(JdbcClient jdbc, MailboxIdentity identity, MailboxKey key, Ids ids) {
        this.jdbc = jdbc;
        this.identity = identity;
        this.key = key;
        this.ids = ids;
    }

    /**
     * Assigns a mailbox to a member of staff or an officer, in the transaction that adds this person.
     *
     * @param holder the id of the row that uses the mailbox from now on
     * @return the person of the mailbox; empty if another row uses the mailbox, possibly with another spelling
     */
    public Optional<UUID> hold(String email, HeldAs as, UUID holder) {
        return jdbc.sql("""
                        insert into people.mailbox as m (identity, person, holder, held_as) values (?, ?, ?, ?)
                        on conflict (identity) do update set holder = excluded.holder, held_as = excluded.held_as
                        where m.holder is null or m.holder = excluded.holder
                        returning person""")
                .params(hash(email), ids.next(), holder, as.name())
                .query(UUID.class)
                .optional();
    }

    /** The person to whom a mailbox belongs. */
    public Optional<UUID> person(String email) {
        return jdbc.sql("select person from people.mailbox where identity = ?")
                .param(hash(email))
                .query(UUID.class)
                .optional();
    }

    /** Like {@link #person}, for a text that is possibly not an e-mail address. */
    public Optional<UUID> find(String text) {
        try {
            return text.indexOf('@') > 0 ? person(text) : Optional.empty();
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    /** Whether a member of staff or an officer currently uses the mailbox. */
    public boolean isHeld(String email) {
        return jdbc.sql("select exists (select from people.mailbox where identity = ? and holder is not null)")
                .param(hash(email))
                .query(Boolean.class)
                .single();
    }

    /**
     * Whether this row uses the mailbox of its e-mail address. A row from an earlier version uses no mailbox if an
     * older row has the same e-mail address.
     */
    public boolean isHolder(UUID holder) {
        return jdbc.sql("select exists (select from people.mailbox where holder = ?)")
                .param(holder)
                .query(Boolean.class)
                .single();
    }

    /** Releases the mailbox. The mailbox still belongs to the person. */
    public void release(UUID holder) {
        jdbc.sql("update people.mailbox set holder = null, held_as = null where holder = ?")
                .param(holder)
                .update();
    }

    /** Loads the key of the hashes into memory. Call this method once, outside any transaction. */
    public void prepare() {
        key.remember();
    }

    /** Whether two e-mail addresses belong to the same mailbox. */
    public boolean isSame(String one, String other) {
        return identity.of(one).equals(identity.of(other));
    }

    private byte[] hash(String email) {
        return key.hash(identity.of(email));
    }
}
