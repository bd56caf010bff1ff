package id.kezbek.people.sealing;

import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.Sealing;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The key for the hashes of mailboxes. The key is created once and sealed with the master key. A new master key does
 * not change this key, so people who left can still be recognised.
 */
@Component
public class MailboxKey {

    static final String TABLE = "people.mailbox_key";
    static final String CONTEXT = "people.mailbox_key";
    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final SecureRandom random;
    private volatile byte @Nullable [] opened;

    MailboxKey(JdbcClient jdbc, Sealing sealing, SecureRandom random) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.random = random;
    }

    /** Loads the key into memory. Call this method outside any transaction, after the key was created. */
    public void remember() {
        open();
    }

    public byte[] hash(String identity) {
        byte[] key = opened;
        return Digests.hmacSha256(key == null ? open() : key, identity);
    }

    /**
     * Reads the key. A key that was read in a transaction is not cached, because this transaction may have created the
     * key. After a rollback, the next transaction creates another key.
     */
    private byte[] open() {
        Optional<byte[]> kept = kept();
        if (kept.isPresent()) {
            byte[] key = sealing.open(kept.get(), CONTEXT);
            if (!TransactionSynchronizationManager.isActualTransactionActive()) {
                opened = key;
            }
            return key;
        }
        if (jdbc.sql("select exists (select from people.mailbox)")
                .query(Boolean.class)
                .single()) {
            throw new IllegalStateException(
                    "The key of the mailboxes' hashes is missing in " + TABLE + "; restore the row from a backup");
        }
        byte[] made = new byte[BYTES];
        random.nextBytes(made);
        jdbc.sql("insert into people.mailbox_key (sealed_key) values (?) on conflict do nothing")
                .param(sealing.seal(made, CONTEXT))
                .update();
        return sealing.open(kept().orElseThrow(), CONTEXT);
    }

    private Optional<byte[]> kept() {
        return jdbc.sql("select sealed_key from people.mailbox_key")
                .query(byte[].class)
                .optional();
    }
}
