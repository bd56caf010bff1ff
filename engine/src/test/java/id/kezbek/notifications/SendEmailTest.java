package id.kezbek.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import id.kezbek.testing.EngineTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class SendEmailTest {

    /** Refused by the mail library, which quotes it in its message. */
    private static final String BROKEN_ADDRESS = "some..body@nowhere.test";

    @Autowired
    SendEmail sendEmail;

    @Autowired
    Emails emails;

    @Test
    void tellsNobodyTheAddressThatTheMailSystemDidNotTake() {
        UUID id = UUID.randomUUID();
        // A template that every installation has; what it shows does not matter here.
        emails.add(List.of(new Emails.Email(id, "TRANSACTION_INVOICE", "id", BROKEN_ADDRESS, model())));

        Throwable failure = catchThrowable(() -> sendEmail.send(id));

        assertThat(failure).isNotNull();
        StringWriter told = new StringWriter();
        failure.printStackTrace(new PrintWriter(told));
        assertThat(told.toString()).doesNotContain("some..body").contains("MailPreparationException");
    }

    private static Map<String, Object> model() {
        return Map.ofEntries(
                Map.entry("company", "Company"),
                Map.entry("transaction_id", "t"),
                Map.entry("reference", "r"),
                Map.entry("date", "d"),
                Map.entry("msisdn", "62*****510"),
                Map.entry("wallet", "LSAJA"),
                Map.entry("quantity", 1),
                Map.entry("amount", "Rp1"),
                Map.entry("cashback", "Rp1"),
                Map.entry("has_reward", false),
                Map.entry("reward", "Rp0"),
                Map.entry("total", "Rp1"),
                Map.entry("tier", "BRONZE"),
                Map.entry("recurring", 1));
    }
}
