package id.kezbek.idempotency;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operations that end in every possible way. Each writes its row first. */
@RestController
@ConditionalOnProperty("cezbek.test.faulty")
class ActsController {

    /** A unique answer, with a value that is shown only once. */
    record Done(String id, String secret) {}

    static final String SECRET = "a-secret-shown-once";
    private static final long HELD_SECONDS_MAX = 20;

    private final JdbcClient jdbc;
    volatile CountDownLatch begun = new CountDownLatch(1);
    volatile CountDownLatch mayEnd = new CountDownLatch(1);

    ActsController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping("/api/v2/test-acts/{subject}")
    ResponseEntity<Done> act(
            @PathVariable String subject,
            @RequestParam(defaultValue = "done") String ending,
            @RequestBody(required = false) byte[] body)
            throws InterruptedException {
        jdbc.sql("insert into shared.test_act (subject) values (?)")
                .param(subject)
                .update();
        return switch (ending) {
            case "refused" -> throw new Refusal(ErrorCode.NO_CASHBACK, "not like this");
            case "broken" -> throw new IllegalStateException("the inner workings");
            case "problem" -> ResponseEntity.status(409).body(new Done("none", ""));
            case "held" -> {
                begun.countDown();
                if (!mayEnd.await(HELD_SECONDS_MAX, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Nobody let the act end");
                }
                yield done(subject);
            }
            default -> done(subject);
        };
    }

    void hold() {
        begun = new CountDownLatch(1);
        mayEnd = new CountDownLatch(1);
    }

    private static ResponseEntity<Done> done(String subject) {
        return ResponseEntity.created(URI.create("/api/v2/test-acts/" + subject))
                .body(new Done(UUID.randomUUID().toString(), SECRET));
    }
}
