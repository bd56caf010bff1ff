package id.kezbek.access.tokens;

import id.kezbek.access.AccessSettings;
import id.kezbek.shared.security.RandomTexts;
import id.kezbek.shared.security.Sealing;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Snapshot;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys of the built-in issuer, encrypted in the database and cached in memory. Only the newest key signs. A former
 * key verifies tokens until its last token has expired or the key is revoked. The engine derives the public key from
 * the encrypted private key, because an attacker could replace a public key in the database.
 */
@Component
public class SigningKeys {

    static final int RSA_BITS = 2048;
    /** The longest time for which a process may sign with the former key after a rotation. */
    static final Duration HEARD_OF_WITHIN = Duration.ofMinutes(1);
    /** The maximum number of valid keys, far more than are normally created within the lifetime of a token. */
    static final int KEYS_MAX = 16;

    private static final String SETTINGS = "signing_keys";
    private static final int ID_BYTES = 9;
    /** The number of the advisory lock; an arbitrary number that nothing else uses in this database. */
    private static final long MAKING_LOCK = 0x63657a626b6579L;
    /**
     * The minimum time between two reloads for unknown key ids. A reload is necessary, because another process may have
     * just created the key. The minimum time prevents a query for each forged token.
     */
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    /**
     * A snapshot of the valid keys. Each reload creates a new object, so callers can compare the objects to detect a
     * change.
     */
    public static final class InForce {

        private final Map<String, SigningKey> newestFirst;

        private InForce(List<SigningKey> keys) {
            newestFirst = new LinkedHashMap<>();
            keys.forEach(key -> newestFirst.put(key.id(), key));
        }

        private Optional<SigningKey> signing() {
            return newestFirst.values().stream()
                    .filter(key -> key.endsAt() == null)
                    .findFirst();
        }

        private Optional<SigningKey> find(String id, Instant now) {
            return Optional.ofNullable(newestFirst.get(id)).filter(key -> key.isGoodAt(now));
        }
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Sealing sealing;
    private final SecureRandom random;
    private final AccessSettings settings;
    private final DataVersions versions;
    private final Clock clock;
    private final Snapshot<InForce> snapshot;
    private Instant lookedAt = Instant.MIN;

    SigningKeys(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Sealing sealing,
            SecureRandom random,
            AccessSettings settings,
            DataVersions versions,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.sealing = sealing;
        this.random = random;
        this.settings = settings;
        this.versions = versions;
        this.clock = clock;
        this.snapshot = new Snapshot<>(SETTINGS, versions, () -> new InForce(stored()));
    }

    public InForce inForce() {
        return snapshot.current();
    }

    /** The newest key, with which the engine signs. Creates the first key if no key exists. */
    SigningKey signing() {
        return inForce().signing().orElseGet(this::makeFirst);
    }

    Optional<SigningKey> find(String id) {
        Optional<SigningKey> known = inForce().find(id, clock.instant());
        return known.isPresent() ? known : lookedFor(id);
    }

    /** Synchronized, so that concurrent callers with the same new key wait for a single reload. */
    private synchronized Optional<SigningKey> lookedFor(String id) {
        if (isToLook()) {
            versions.refresh();
        }
        return inForce().find(id, clock.instant());
    }

    /** The number of valid keys. */
    int count() {
        return stored().size();
    }

    /**
     * Creates the key that signs from now on, in the caller's transaction.
     *
     * @param endsFormer whether tokens of former keys are refused at once; otherwise they remain valid until they
     *     expire
     */
    public void rotate(boolean endsFormer) {
        lock();
        Instant now = clock.instant();
        Instant formerEnd = endsFormer ? now : now.plus(settings.tokenTtl()).plus(HEARD_OF_WITHIN);
        jdbc.sql("update access.signing_key set ends_at = :end where ends_at is null or ends_at > :end")
                .param("end", Timestamp.from(formerEnd))
                .update();
        store(generate());
        versions.raise(SETTINGS);
    }

    private boolean isToLook() {
        Instant now = clock.instant();
        // Uses abs(), so that the next reload is not delayed if the clock was set back.
        if (Duration.between(lookedAt, now).abs().compareTo(LOOK_INTERVAL) < 0) {
            return false;
        }
        lookedAt = now;
        return true;
    }

    private List<SigningKey> stored() {
        return jdbc.sql("""
                        select id, sealed_private_key, ends_at from access.signing_key
                        where ends_at is null or ends_at > ? order by created_at desc, id limit ?""")
                .params(Timestamp.from(clock.instant()), KEYS_MAX)
                .query((row, n) -> opened(row))
                .list();
    }

    /**
     * The advisory lock lets only one starting process create the first key; the other processes then find this key.
     */
    private SigningKey makeFirst() {
        SigningKey first = Objects.requireNonNull(transactions.execute(status -> {
            lock();
            return new InForce(stored()).signing().orElseGet(() -> {
                SigningKey made = generate();
                store(made);
                versions.raise(SETTINGS);
                return made;
            });
        }));
        versions.refresh();
        return first;
    }

    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(MAKING_LOCK).query(row -> {});
    }

    /** Stores the public key too, because engines of the previous version read it. */
    private void store(SigningKey key) {
        jdbc.sql("""
                        insert into access.signing_key (id, sealed_private_key, public_key, created_at)
                        values (?, ?, ?, ?)""")
                .params(
                        key.id(),
                        sealing.seal(key.privateKey().getEncoded(), context(key.id())),
                        key.publicKey().getEncoded(),
                        Timestamp.from(clock.instant()))
                .update();
    }

    private SigningKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS, random);
            KeyPair pair = generator.generateKeyPair();
            return new SigningKey(
                    RandomTexts.urlSafe(random, ID_BYTES),
                    (RSAPrivateKey) pair.getPrivate(),
                    (RSAPublicKey) pair.getPublic(),
                    null);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("The Java platform does not support RSA", impossible);
        }
    }

    private SigningKey opened(ResultSet row) throws SQLException {
        String id = row.getString("id");
        byte[] privateKey = sealing.open(row.getBytes("sealed_private_key"), context(id));
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            Timestamp endsAt = row.getTimestamp("ends_at");
            RSAPrivateCrtKey opened = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(privateKey));
            return new SigningKey(
                    id,
                    opened,
                    (RSAPublicKey)
                            rsa.generatePublic(new RSAPublicKeySpec(opened.getModulus(), opened.getPublicExponent())),
                    endsAt == null ? null : endsAt.toInstant());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("The signing key " + id + " cannot be read", broken);
        }
    }

    public static String context(String id) {
        return "access.signing_key/" + id;
    }
}
