package id.kezbek.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import id.kezbek.shared.traces.Traces;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class SendEmailTest {

    /** Refused by the mail library, which quotes it in its message. */
    private static final String BROKEN_ADDRESS = "some..body@nowhere.test";

    private static final String ADDRESS = "somebody@customers.example";

    @Autowired
    SendEmail sendEmail;

    @Autowired
    Emails emails;

    @Autowired
    Templates templates;

    @Autowired
    EngineUnderTest engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void givesUpAtOnceWhatTheMailSystemWillNeverTake() {
        UUID id = kept(BROKEN_ADDRESS);

        sendEmail.send(id);

        assertThat(state(id)).isEqualTo("FAILED 1");
    }

    @Test
    void waitsForTheNextDeliveryWhereItMayBeTakenLaterAndTellsNobodyTheAddress() {
        UUID id = kept(ADDRESS);
        MailSender busy = mail -> new MailSender.Outcome.NotNow("SMTP 450");

        Throwable failure = catchThrowable(
                () -> new SendEmail(emails, templates, busy, new MailRest(Duration.ofSeconds(5)), Traces.OFF).send(id));

        StringWriter told = new StringWriter();
        failure.printStackTrace(new PrintWriter(told));
        assertThat(told.toString()).doesNotContain(ADDRESS).contains("SMTP 450");
        assertThat(state(id)).isEqualTo("QUEUED 1");
        sendEmail.send(id);
        assertThat(state(id)).isEqualTo("SENT 2");
    }

    @Test
    void aMailSystemThatIsAwayCostsNoTryAndIsLeftAloneForAWhile() {
        UUID first = kept(ADDRESS);
        UUID second = kept(ADDRESS);
        AtomicInteger asked = new AtomicInteger();
        MailSender away = mail -> {
            asked.incrementAndGet();
            return new MailSender.Outcome.Away("ConnectException");
        };
        SendEmail sending = new SendEmail(emails, templates, away, new MailRest(Duration.ofHours(1)), Traces.OFF);

        // In one transaction, so that nobody sees them wait and sends them.
        transactions.executeWithoutResult(status -> {
            sending.send(first);
            sending.send(second);

            assertThat(jdbc.sql("select state || ' ' || tries from notifications.email where id in (?, ?)")
                            .params(first, second)
                            .query(String.class)
                            .list())
                    .containsExactly("WAITING 0", "WAITING 0");
            status.setRollbackOnly();
        });

        assertThat(asked).as("the second was not tried").hasValue(1);
        sendEmail.send(first);
        sendEmail.send(second);
    }

    private UUID kept(String address) {
        UUID id = UUID.randomUUID();
        // Queued as soon as anybody sees it, and with no message: this test alone sends it.
        transactions.executeWithoutResult(status -> {
            // A template that every installation has; what it shows does not matter here.
            emails.add(List.of(new Emails.Email(id, "TRANSACTION_INVOICE", "id", address, model(), null)));
            jdbc.sql("update notifications.email set state = 'QUEUED' where id = ?")
                    .param(id)
                    .update();
        });
        return id;
    }

    private String state(UUID id) {
        return engine.database()
                .sql("select state || ' ' || tries from notifications.email where id = ?")
                .param(id)
                .query(String.class)
                .single();
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
