package id.kezbek.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import id.kezbek.shared.security.Sealing;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class SigningKeysTest {

    private static final int PROCESSES = 4;

    private record Stored(String id, byte[] sealedPrivateKey, byte[] publicKey, Timestamp createdAt) {}

    private final EngineUnderTest engine;
    private final List<Stored> before;

    SigningKeysTest(EngineUnderTest engine) {
        this.engine = engine;
        this.before = engine.database()
                .sql("select id, sealed_private_key, public_key, created_at from access.signing_key")
                .query((row, n) -> new Stored(row.getString(1), row.getBytes(2), row.getBytes(3), row.getTimestamp(4)))
                .list();
    }

    /** Tokens that other tests hold are signed with the engine's own keys. */
    @AfterEach
    void putTheEnginesKeysBack() {
        engine.database().sql("delete from access.signing_key").update();
        before.forEach(key -> engine.database()
                .sql(
                        "insert into access.signing_key (id, sealed_private_key, public_key, created_at) values (?, ?, ?, ?)")
                .params(key.id(), key.sealedPrivateKey(), key.publicKey(), key.createdAt())
                .update());
    }

    @Test
    void isMadeOnceByProcessesThatStartTogether() throws Exception {
        engine.database().sql("delete from access.signing_key").update();
        List<Callable<String>> processes = Stream.generate(() -> keys(engine.get(Sealing.class)))
                .limit(PROCESSES)
                .<Callable<String>>map(keys -> () -> keys.signing().id())
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> ids = threads.invokeAll(processes).stream()
                    .map(Future::resultNow)
                    .distinct()
                    .toList();
            assertThat(ids).hasSize(1);
            assertThat(keys(engine.get(Sealing.class)).find(ids.getFirst())).isPresent();
        }
        assertThat(engine.count("access.signing_key")).isEqualTo(1);
    }

    @Test
    void saysThatTheMasterKeyIsAnother() {
        keys(engine.get(Sealing.class)).signing();
        Sealing other = new Sealing(Base64.getEncoder().encodeToString(new byte[32]), new SecureRandom());
        assertThatIllegalStateException()
                .isThrownBy(() -> keys(other).signing())
                .withMessageContaining("another key than cezbek.security.master-key");
    }

    /** As another process would have them. */
    private SigningKeys keys(Sealing sealing) {
        return new SigningKeys(
                engine.get(JdbcClient.class),
                engine.get(TransactionTemplate.class),
                sealing,
                new SecureRandom(),
                engine.clock());
    }
}
