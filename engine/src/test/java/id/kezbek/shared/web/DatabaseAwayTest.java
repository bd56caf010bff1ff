package id.kezbek.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.WrittenLog;
import java.net.http.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The engine's user is locked out of the database and its connections are cut, as in a fail-over. */
@EngineTest
@ExtendWith(OutputCaptureExtension.class)
class DatabaseAwayTest {

    /** Each attempt takes up to two seconds, the pool's waiting time. */
    private static final int ATTEMPTS_MAX = 30;

    private final EngineUnderTest engine;

    DatabaseAwayTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @AfterEach
    void awaitDatabase() {
        engine.administration().sql("alter role cezbek_app login").update();
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            try {
                engine.get(JdbcClient.class)
                        .sql("select 1")
                        .query(Integer.class)
                        .single();
                return;
            } catch (DataAccessResourceFailureException stillAway) {
                // A closed connection is noticed at its first use. The pool waits before it tries again.
            }
        }
        throw new AssertionError("The pool did not recover");
    }

    @Test
    void isReportedAsOutOfService(CapturedOutput output) {
        engine.settle();
        engine.administration().sql("alter role cezbek_app nologin").update();
        engine.administration()
                .sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'cezbek_app'"
                        + " and datname = 'cezbek'")
                .query(Boolean.class)
                .list();
        try (HttpClient client = HttpClient.newHttpClient()) {
            Answer answer = Call.to(engine.uri("/api/v1/authorization/client"))
                    .header("x-client-channel", "B2BCLIENT")
                    .header("x-api-key", "key")
                    .header("x-client-timestamp", "1")
                    .header("x-client-signature", "00")
                    .post("{\"code\":\"A\"}")
                    .by(client);
            assertThat(answer.v1()).isEqualTo("503 9003");
            assertThat(answer.http().body()).doesNotContain("cezbek_app");
        }
        assertThat(WrittenLog.upToNow(output)).contains("Out of service");
    }
}
