package id.kezbek.access;

import id.kezbek.shared.security.RandomTexts;
import id.kezbek.shared.security.Sealing;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The built-in issuer's keys: in the database, sealed, and in this process's memory once read. */
@Component
class SigningKeys {

    static final int RSA_BITS = 2048;
    private static final int KEYS_MAX = 16;
    private static final int ID_BYTES = 9;
    /** Any number for the advisory lock, as long as nothing else in this database takes the same one. */
    private static final long MAKING_LOCK = 0x63657a626b6579L;
    /** A token may name a key that another process made a moment ago, or one that never was: look, but not each time. */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    /** Newest first. */
    private record Known(Map<String, SigningKey> byId, Instant readAt) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Sealing sealing;
    private final SecureRandom random;
    private final Clock clock;
    private volatile Known known = new Known(Map.of(), Instant.MIN);

    SigningKeys(JdbcClient jdbc, TransactionTemplate transactions, Sealing sealing, SecureRandom random, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.sealing = sealing;
        this.random = random;
        this.clock = clock;
    }

    /** The key that signs: the newest, made here where there is none yet. */
    SigningKey signing() {
        return newest(known.byId()).or(() -> newest(read())).orElseGet(this::makeFirst);
    }

    Optional<SigningKey> find(String id) {
        SigningKey key = known.byId().get(id);
        if (key != null) {
            return Optional.of(key);
        }
        return Optional.ofNullable(readOnceInAWhile().get(id));
    }

    private synchronized Map<String, SigningKey> readOnceInAWhile() {
        Known now = known;
        boolean isRecent = clock.instant().minus(LOOK_INTERVAL).isBefore(now.readAt());
        return isRecent ? now.byId() : read();
    }

    private Map<String, SigningKey> read() {
        Map<String, SigningKey> keys = new LinkedHashMap<>();
        for (SigningKey key : stored()) {
            keys.put(key.id(), key);
        }
        known = new Known(keys, clock.instant());
        return keys;
    }

    private List<SigningKey> stored() {
        return jdbc.sql("""
                        select id, sealed_private_key, public_key from access.signing_key
                        order by created_at desc, id limit ?""").param(KEYS_MAX).query((row, n) -> opened(row)).list();
    }

    /** Processes that start at the same time take turns here, so that the second finds the first one's key. */
    private SigningKey makeFirst() {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(?)").param(MAKING_LOCK).query(row -> {});
            if (stored().isEmpty()) {
                store(generate());
            }
        });
        return newest(read()).orElseThrow();
    }

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
                    RandomTexts.urlSafe(random, ID_BYTES), (RSAPrivateKey) pair.getPrivate(), (RSAPublicKey)
                            pair.getPublic());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("The Java platform lacks RSA", impossible);
        }
    }

    private SigningKey opened(ResultSet row) throws SQLException {
        String id = row.getString("id");
        byte[] privateKey = sealing.open(row.getBytes("sealed_private_key"), context(id));
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            return new SigningKey(
                    id, (RSAPrivateKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(privateKey)), (RSAPublicKey)
                            rsa.generatePublic(new X509EncodedKeySpec(row.getBytes("public_key"))));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("The signing key " + id + " cannot be read", broken);
        }
    }

    private static Optional<SigningKey> newest(Map<String, SigningKey> keys) {
        return keys.values().stream().findFirst();
    }

    private static String context(String id) {
        return "access.signing_key/" + id;
    }
}
