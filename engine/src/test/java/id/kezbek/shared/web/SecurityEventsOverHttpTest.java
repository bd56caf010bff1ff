package id.kezbek.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.WrittenLog;
import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each attack leaves a line in the stream of security events, under the id of its call. */
@EngineTest
@ExtendWith(OutputCaptureExtension.class)
class SecurityEventsOverHttpTest {

    private final EngineUnderTest engine;
    private final HttpClient client;

    SecurityEventsOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.client = engine.clientAt("127.0.0.77");
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aRefusedCallIsAnEventWithWhoWhereAndWhat(CapturedOutput output) {
        Call.to(engine.uri("/api/v2/partners"))
                .bearer("nonsense")
                .header("X-Request-Id", "event-token")
                .by(client);
        JsonNode refused = event(output, "event-token");
        assertThat(refused.get("event").asString()).isEqualTo("TOKEN_REFUSED");
        assertThat(refused.get("logger_name").asString()).isEqualTo("cezbek.security");
        assertThat(refused.get("address").asString()).isEqualTo("127.0.0.77");
        assertThat(refused.get("what").asString()).startsWith("GET /api/v2/partners");

        Call.to(engine.uri("/api/v2/signing-keys:rotate"))
                .bearer(engine.staffToken(Role.AUDITOR))
                .header("X-Request-Id", "event-role")
                .post("{}")
                .by(client);
        assertThat(event(output, "event-role").get("event").asString()).isEqualTo("FORBIDDEN");
        assertThat(event(output, "event-role").get("who").asString()).startsWith("AUDITOR ");

        Answer wrongCode = Call.to(engine.uri("/api/v2/sessions"))
                .header("X-Request-Id", "event-code")
                .post("{\"challenge\": \"06cjzknrsrx03x4hdy1nvzjmhc\", \"otp\": \"000000000000\"}")
                .by(client);
        assertThat(wrongCode.v2()).isEqualTo("400 otp-invalid");
        assertThat(event(output, "event-code").get("event").asString()).isEqualTo("LOG_IN_FAILED");

        Call.to(engine.uri("/api/v2/customers/628118770510"))
                .header("X-Request-Id", "event-number")
                .by(client);
        assertThat(event(output, "event-number").toString()).doesNotContain("628118770510");
    }

    @Test
    void aProposalAndItsApprovalAreEvents(CapturedOutput output) {
        try (StaffCalls staff = new StaffCalls(engine)) {
            Answer proposed = staff.post(
                    "/api/v2/signing-keys:rotate", Role.ADMIN, "{\"reason\": \"yearly\", \"end_former\": false}");
            assertThat(proposed.status()).as(proposed.http().body()).isEqualTo(202);
        }
        assertThat(events(output).stream()
                        .filter(event -> event.get("event").asString().equals("APPROVAL"))
                        .map(event -> event.get("what").asString()))
                .anyMatch(what -> what.startsWith("PROPOSED_"));
    }

    private static JsonNode event(CapturedOutput output, String requestId) {
        return events(output).stream()
                .filter(event -> event.path("requestId").asString("").equals(requestId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no security event of " + requestId));
    }

    private static List<JsonNode> events(CapturedOutput output) {
        return WrittenLog.upToNow(output)
                .lines()
                .filter(line -> line.contains("\"cezbek.security\""))
                .map(JsonMapper.shared()::readTree)
                .toList();
    }
}
