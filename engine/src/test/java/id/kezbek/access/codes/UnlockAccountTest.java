package id.kezbek.access.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EngineTest
class UnlockAccountTest {

    private static final String PATH = "/api/v2/accounts:unlock";

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    /** Without digits, because the audit log masks possible phone numbers. */
    private final String reason = "called " + UUID.randomUUID().toString().replaceAll("[0-9]", "x");

    private final String email = "locked-" + UUID.randomUUID() + "@partner.example";

    UnlockAccountTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    @AfterEach
    void close() {
        staff.close();
    }

    @Test
    void mailsCodesAgainAfterOthersUsedUpTheLimit() {
        useUp();
        assertThatThrownBy(this::ask).isInstanceOf(Refusal.class);

        Answer unlocked = staff.post(PATH, Role.ADMIN, body(email.toUpperCase(Locale.ROOT)));

        assertThat(unlocked.status()).isEqualTo(200);
        assertThat(unlocked.body().get("was_counted").asBoolean()).isTrue();
        Challenge challenge = ask();
        assertThat(challenge.expiresAt()).isAfter(engine.clock().instant());
        assertThat(engine.count("approvals.audit where act = 'ACCOUNT_UNLOCKED' and detail::jsonb ->> 'reason' = '"
                        + reason + "'"))
                .isEqualTo(1);
    }

    @Test
    void reportsWhenNothingWasCounted() {
        Answer unlocked = staff.post(PATH, Role.ADMIN, body("nobody-" + email));
        assertThat(unlocked.body().get("was_counted").asBoolean()).isFalse();
    }

    @Test
    void onlyAnAdminMay() {
        useUp();
        assertThat(staff.post(PATH, Role.OPERATIONS, body(email)).v2()).isEqualTo("403 forbidden");
        assertThat(staff.post(PATH, Role.ADMIN, "{\"email\":\"" + email + "\"}").v2())
                .isEqualTo("400 bad-payload");
        assertThatThrownBy(this::ask).isInstanceOf(Refusal.class);
    }

    private String body(String address) {
        return "{\"email\":\"" + address + "\",\"reason\":\"" + reason + "\"}";
    }

    private Challenge ask() {
        return engine.get(RequestChallenge.class).ask(email, new Requester(Requester.Surface.V1, "192.0.2.10"));
    }

    private void useUp() {
        for (int i = 0; i < RequestChallenge.CODES_MAX_OF_STRANGER; i++) {
            Challenge unused = ask();
        }
    }
}
