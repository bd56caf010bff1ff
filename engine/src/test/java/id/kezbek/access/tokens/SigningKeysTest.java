package id.kezbek.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.access.AccessSettings;
import id.kezbek.access.KeptSigningKeys;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Sealing;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.security.SecureRandom;
import java.time.Duration;
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
    private static final Duration TOKEN_TTL = Duration.ofHours(1);

    private final EngineUnderTest engine;
    private final KeptSigningKeys kept;

    SigningKeysTest(EngineUnderTest engine) {
        this.engine = engine;
        this.kept = new KeptSigningKeys(engine);
    }

    @AfterEach
    void putTheEnginesKeysBack() {
        engine.clock().reset();
        kept.close();
    }

    @Test
    void isMadeOnceByProcessesThatStartTogether() throws Exception {
        kept.forget();
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
    void formerKeyVerifiesUntilItsLastTokenExpires() {
        SigningKeys keys = keys(engine.get(Sealing.class));
        String former = keys.signing().id();
        rotate(keys, false);
        String latter = keys.signing().id();
        assertThat(latter).isNotEqualTo(former);

        // Creating a key takes seconds on a busy machine, and this clock advances too.
        engine.clock().advance(TOKEN_TTL.plus(SigningKeys.HEARD_OF_WITHIN).minusSeconds(20));
        assertThat(keys.find(former))
                .as("a process may have signed by it a while longer")
                .isPresent();
        engine.clock().advance(Duration.ofSeconds(21));
        assertThat(keys.find(former)).isEmpty();
        assertThat(keys(engine.get(Sealing.class)).find(former)).isEmpty();
        assertThat(keys.find(latter)).isPresent();
        assertThat(keys.signing().id()).isEqualTo(latter);
    }

    @Test
    void leakedKeyEndsAtOnceWithEarlierKeys() {
        SigningKeys keys = keys(engine.get(Sealing.class));
        String first = keys.signing().id();
        rotate(keys, false);
        String known = keys.signing().id();
        rotate(keys, true);
        assertThat(keys.find(first)).isEmpty();
        assertThat(keys.find(known)).isEmpty();
        assertThat(keys.find(keys.signing().id())).isPresent();
        assertThat(keys.count()).isEqualTo(1);
    }

    /** Only so many keys are read; one more would invalidate tokens too early. */
    @Test
    void createsNoMoreKeysThanAreRead() {
        SigningKeys keys = keys(engine.get(Sealing.class));
        RotateSigningKeyAct act = new RotateSigningKeyAct(keys);
        keys.signing();
        for (int n = keys.count(); n < SigningKeys.KEYS_MAX; n++) {
            act.check(new RotateSigningKeyAct.Arguments(false));
            rotate(keys, false);
        }
        assertThatThrownBy(() -> act.check(new RotateSigningKeyAct.Arguments(false)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("set end_former to true");
        act.check(new RotateSigningKeyAct.Arguments(true));
    }

    @Test
    void reportsOtherMasterKey() {
        keys(engine.get(Sealing.class)).signing();
        Sealing other = new Sealing(Base64.getEncoder().encodeToString(new byte[32]), new SecureRandom());
        assertThatIllegalStateException()
                .isThrownBy(() -> keys(other).signing())
                .withMessageContaining("not sealed with the key in cezbek.security.master-key");
    }

    private void rotate(SigningKeys keys, boolean endsFormer) {
        engine.get(TransactionTemplate.class).executeWithoutResult(status -> keys.rotate(endsFormer));
        engine.get(DataVersions.class).refresh();
    }

    /** The keys of another process. */
    private SigningKeys keys(Sealing sealing) {
        return new SigningKeys(
                engine.get(JdbcClient.class),
                engine.get(TransactionTemplate.class),
                sealing,
                new SecureRandom(),
                engine.get(AccessSettings.class),
                engine.get(DataVersions.class),
                engine.clock());
    }
}
