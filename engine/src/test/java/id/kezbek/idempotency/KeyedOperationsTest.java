package id.kezbek.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EngineTest
class KeyedOperationsTest {

    /** The digest that engines of the previous version write for a test administrator. */
    private static final String PLAIN = HexFormat.of()
            .formatHex(Digests.sha256("person " + Role.ADMIN.name().toLowerCase(Locale.ROOT) + "@staff.example"));

    private static final int CALLERS = 16;
    private static final long ANSWER_SECONDS_MAX = 30;

    private final EngineUnderTest engine;
    private final ActsController acts;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String admin;
    private final String subject;
    private final String key;

    KeyedOperationsTest(EngineUnderTest engine, ActsController acts, Ids ids) {
        this.engine = engine;
        this.acts = acts;
        this.admin = engine.staffToken(Role.ADMIN);
        this.subject = Ids.text(ids.next());
        this.key = "key-" + subject;
    }

    @BeforeEach
    void table() {
        engine.database()
                .sql("create table if not exists shared.test_act (subject text not null)")
                .update();
        engine.database()
                .sql("grant select, insert on shared.test_act to cezbek_app")
                .update();
    }

    @AfterEach
    void close() {
        acts.mayEnd.countDown();
        engine.database()
                .sql("update people.clear_mentions set ended_at = coalesce(ended_at, now())")
                .update();
        engine.clock().reset();
        client.close();
    }

    @Test
    void repeatGetsSameBytesAndHasNoEffect() {
        Answer first = act(admin, key, "done", "{\"a\":1}");
        Answer again = act(admin, key, "done", "{\"a\":1}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.http().body()).isEqualTo(first.http().body()).contains(ActsController.SECRET);
        assertThat(again.header("Location")).isEqualTo("/api/v2/test-acts/" + subject);
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
        assertThat(done()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words"})
    void refusesMalformedKey(String malformed) {
        Answer answer = act(admin, malformed, "done", "{}");
        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactly("Idempotency-Key");
        assertThat(done()).isZero();
    }

    @Test
    void refusesTooLongKey() {
        assertThat(act(admin, "k".repeat(101), "done", "{}").fields()).containsExactly("Idempotency-Key");
        assertThat(act(admin, "k".repeat(100 - subject.length()) + subject, "done", "{}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void refusesMissingKey() {
        Answer answer = Call.to(engine.uri("/api/v2/test-acts/" + subject))
                .bearer(admin)
                .post("{}")
                .by(client);
        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactly("Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, 415 unsupported-media-type",
        "text/plain, 415 unsupported-media-type",
        "application/json; charset=utf-8, '201 '",
        "application/merge-patch+json, '201 '"
    })
    void refusesBodyThatIsNotJson(String contentType, String answered) {
        Answer answer = Call.to(engine.uri("/api/v2/test-acts/" + subject))
                .bearer(admin)
                .header("Idempotency-Key", key)
                .header("Content-Type", contentType)
                .post("{\"a\":1}")
                .by(client);
        assertThat(answer.v2()).isEqualTo(answered);
        assertThat(done()).isEqualTo(answer.status() == 201 ? 1 : 0);
    }

    @Test
    void requiresKeyForOtherSpellingOfPath() {
        Answer answer = Call.to(engine.uri("/api/%762/test-acts/" + subject))
                .bearer(admin)
                .post("{}")
                .by(client);
        assertThat(answer.fields()).containsExactly("Idempotency-Key");
        assertThat(done()).isZero();
    }

    @Test
    void refusesKeyOfOtherBodyPathOrQuery() {
        act(admin, key, "done", "{\"a\":1}");
        assertThat(act(admin, key, "done", "{\"a\":2}").v2()).isEqualTo("422 idempotency-conflict");
        assertThat(act(admin, key, "problem", "{\"a\":1}").v2()).isEqualTo("422 idempotency-conflict");
        Answer otherPath = Call.to(engine.uri("/api/v2/test-acts/other?ending=done"))
                .bearer(admin)
                .header("Idempotency-Key", key)
                .post("{\"a\":1}")
                .by(client);
        assertThat(otherPath.v2()).isEqualTo("422 idempotency-conflict");
        assertThat(done()).isOne();
    }

    @Test
    void separatesKeysOfCallers() {
        Answer mine = act(admin, key, "done", "{}");
        Answer theirs = act(engine.staffToken(Role.FINANCE), key, "done", "{}");
        assertThat(theirs.status()).isEqualTo(201);
        assertThat(theirs.http().body()).isNotEqualTo(mine.http().body());
        assertThat(done()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "broken", "problem"})
    void failedRequestFreesKey(String ending) {
        int status = act(admin, key, ending, "{}").status();
        assertThat(status).isEqualTo(ending.equals("refused") ? 422 : ending.equals("broken") ? 500 : 409);
        assertThat(done()).isZero();

        assertThat(act(admin, key, "done", "{\"other\":\"body\"}").status()).isEqualTo(201);
        assertThat(done()).isOne();
    }

    @Test
    void repeatDuringRequestGetsConflictAndLaterTheAnswer() throws Exception {
        acts.hold();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> first = callers.submit(() -> act(admin, key, "held", "{}"));
            assertThat(acts.begun.await(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();

            Answer meanwhile = act(admin, key, "held", "{}");
            assertThat(meanwhile.v2()).isEqualTo("409 idempotency-in-flight");
            assertThat(meanwhile.header("Retry-After")).isEqualTo("1");

            acts.mayEnd.countDown();
            String answered =
                    first.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).http().body();
            assertThat(act(admin, key, "held", "{}").http().body()).isEqualTo(answered);
        }
        assertThat(done()).isOne();
    }

    @Test
    void manyAtOnceAreOneAct() throws Exception {
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                answers.add(callers.submit(() -> act(admin, key, "done", "{}")));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).status())
                        .isIn(201, 409);
            }
        }
        assertThat(done()).isOne();
    }

    /** As after the death of a process: the action and its stored response exist together or not at all. */
    @Test
    void interruptedRequestCanBeRepeatedAtOnce() throws Exception {
        acts.hold();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> cut = callers.submit(() -> act(admin, key, "held", "{}"));
            assertThat(acts.begun.await(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            assertThat(engine.administration()
                            .sql(
                                    "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted"
                                            + " and database = (select oid from pg_database where datname = 'cezbek')")
                            .query(Boolean.class)
                            .list())
                    .contains(true);
            acts.mayEnd.countDown();
            assertThat(cut.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).status()).isGreaterThanOrEqualTo(500);
        }
        assertThat(done()).isZero();
        assertThat(act(admin, key, "done", "{}").status()).isEqualTo(201);
        assertThat(done()).isOne();
    }

    @Test
    void storesSecretResponseSealed() {
        act(admin, key, "done", "{}");
        byte[] sealed = engine.database()
                .sql("select sealed_answer from shared.first_answer where key = ?")
                .param(key)
                .query(byte[].class)
                .single();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(ActsController.SECRET);
    }

    /** A digest of an address can be guessed, so the table contains a hash with a key outside the database. */
    @Test
    void doesNotRevealOwnerOfKey() {
        act(admin, key, "done", "{}");

        assertThat(scope()).doesNotContain(PLAIN).matches("[0-9a-f]{64}");
    }

    @Test
    void sharesResponsesWithPreviousVersion() {
        clearMentions("null");
        Answer first = act(admin, key, "done", "{}");
        assertThat(scope()).as("engines of the version before find it").isEqualTo(PLAIN);

        clearMentions("now()");
        Answer again = act(admin, key, "done", "{}");

        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.http().body()).isEqualTo(first.http().body());
        assertThat(done()).isOne();
    }

    private String scope() {
        return engine.database()
                .sql("select scope from shared.first_answer where key = ?")
                .param(key)
                .query(String.class)
                .single();
    }

    private void clearMentions(String endedAt) {
        int changed = engine.database()
                .sql("update people.clear_mentions set ended_at = " + endedAt)
                .update();
        assertThat(changed).isOne();
    }

    @Test
    void keepsKeyForThirtyDays() {
        act(admin, key, "done", "{}");
        ForgetFirstAnswers forget = engine.get(ForgetFirstAnswers.class);

        engine.clock().advance(Duration.ofDays(30).minusMinutes(1));
        forget.forget();
        assertThat(act(engine.staffToken(Role.ADMIN), key, "done", "{}").header("Idempotent-Replayed"))
                .isEqualTo("true");

        engine.clock().advance(Duration.ofMinutes(2));
        forget.forget();
        assertThat(act(engine.staffToken(Role.ADMIN), key, "done", "{}").header("Idempotent-Replayed"))
                .isEmpty();
        assertThat(done()).isEqualTo(2);
    }

    private Answer act(String token, String underKey, String ending, String body) {
        return Call.to(engine.uri("/api/v2/test-acts/" + subject + "?ending=" + ending))
                .bearer(token)
                .header("Idempotency-Key", underKey)
                .post(body)
                .by(client);
    }

    private long done() {
        return engine.count("shared.test_act where subject = '" + subject + "'");
    }
}
