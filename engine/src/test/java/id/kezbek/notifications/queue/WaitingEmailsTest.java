package id.kezbek.notifications.queue;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.notifications.EmailArchive;
import id.kezbek.notifications.addresses.SealedAddresses;
import id.kezbek.testing.EngineTest;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** E-mails in the database, in transactions that are rolled back, so that no engine sends them. */
@EngineTest
class WaitingEmailsTest extends ClaimedEmailsStage {

    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    SealedAddresses addresses;

    @Test
    void emailsThatExpireAreQueuedFirst() {
        inTransaction(() -> {
            UUID ordinary = stored("WAITING", null, null);
            UUID code = stored("WAITING", HOUR, null);

            List<UUID> taken = taken();

            assertThat(taken).contains(ordinary, code);
            assertThat(taken.indexOf(code)).isLessThan(taken.indexOf(ordinary));
        });
    }

    @Test
    void onlyEmailsThatExpireAreQueuedBehindAThousandOthers() {
        inTransaction(() -> {
            newEmails.add(
                    IntStream.range(0, 1_000)
                            .mapToObj(n -> email(UUID.randomUUID(), null))
                            .toList(),
                    EmailArchive.State.QUEUED);
            UUID ordinary = stored("WAITING", null, null);
            UUID code = stored("WAITING", HOUR, null);

            assertThat(taken()).contains(code).doesNotContain(ordinary);
            // The queue has lost them.
            jdbc.sql(
                            "update notifications.email set changed_at = changed_at - interval '1 hour' where state = 'QUEUED'")
                    .update();
            assertThat(taken()).contains(ordinary);
        });
    }

    @Test
    void emailThatExpiresIsTriedUntilThen() {
        inTransaction(() -> {
            for (Duration useful : new Duration[] {null, HOUR.negated(), HOUR}) {
                UUID id = stored("SENDING", useful, null);
                jdbc.sql("update notifications.email set tries = 10 where id = ?")
                        .param(id)
                        .update();

                emails.notSent(id, 10);

                assertThat(state(id))
                        .as("useful for %s", useful)
                        .isEqualTo(useful == null || useful.isNegative() ? "FAILED" : "QUEUED");
            }
        });
    }

    @Test
    void correctedAddressAppliesToFailedEmailThatCanBeSentAgain() {
        UUID customer = UUID.randomUUID();
        inTransaction(() -> {
            UUID id = stored("FAILED", null, customer);

            emails.readdress(new UUID[] {customer}, "right@customers.example");

            assertThat(jdbc.sql("select recipient_hash from notifications.email where id = ?")
                            .param(id)
                            .query(byte[].class)
                            .single())
                    .isEqualTo(addresses.hash("right@customers.example"));
        });
    }

    private void inTransaction(Runnable test) {
        transactions.executeWithoutResult(status -> {
            test.run();
            status.setRollbackOnly();
        });
    }

    private List<UUID> taken() {
        return emails.takeWaiting(1_000).stream().map(Emails.Waiting::id).toList();
    }

    private static Emails.Email email(UUID id, @Nullable UUID customer) {
        return new Emails.Email(id, "TRANSACTION_INVOICE", "en", ADDRESS, Map.of("company", "Company"), customer);
    }

    private UUID stored(String state, @Nullable Duration useful, @Nullable UUID customer) {
        UUID id = newEmails
                .add(List.of(email(UUID.randomUUID(), customer)), EmailArchive.State.valueOf(state))
                .getFirst()
                .id();
        if (useful != null) {
            jdbc.sql("update notifications.email set useful_until = ? where id = ?")
                    .params(Timestamp.from(engine.clock().instant().plus(useful)), id)
                    .update();
        }
        return id;
    }

    private String state(UUID id) {
        return jdbc.sql("select state from notifications.email where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }
}
