package id.kezbek.notifications.queue;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.notifications.MailSender;
import id.kezbek.notifications.SendEmails;
import id.kezbek.notifications.addresses.SealedAddresses;
import id.kezbek.shared.Eventually;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.SharedWorld;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Claimed e-mails while the database accepts no updates. */
@EngineTest
class ClaimedEmailsWithoutDatabaseTest extends ClaimedEmailsStage {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final MailSender.Outcome TAKEN = new MailSender.Outcome.Taken();

    @Autowired
    EmailRows emailRows;

    @Autowired
    SealedAddresses addresses;

    @Test
    void sendsAtMostOnePerSenderWhileDatabaseIsReadOnly() {
        List<Emails.Email> claimed = claimed(40);
        TestDatabase database = new TestDatabase();

        try (SendClaimedEmails senders = senders(database, TAKEN, SHORT)) {
            assertThat(senders.hasRoom()).isTrue();
            senders.send(claimed, now());
            Eventually.holds("they are given up", () -> !senders.hasRoom());
            assertThat(states(claimed)).containsExactly("SENDING 1");
        }

        assertThat(subjects).hasSizeBetween(1, SENDERS);
        emails.waitForMail(claimed);
        awaitSentByEngine(claimed);
    }

    @Test
    void marksSentEmailsWhenDatabaseIsWritableAgain() {
        List<Emails.Email> claimed = claimed(SENDERS);
        TestDatabase database = new TestDatabase();

        try (SendClaimedEmails senders = senders(database, TAKEN, LONG)) {
            senders.send(claimed, now());
            Eventually.holds("all are sent", () -> subjects.size() == SENDERS);
            assertThat(states(claimed)).containsExactly("SENDING 1");
            database.isReadOnly = false;
            Eventually.holds("all are marked", () -> states(claimed).equals(List.of("SENT 1")));
            assertThat(senders.hasRoom()).isTrue();
        }

        assertThat(subjects).hasSize(SENDERS);
    }

    /** Otherwise one failed mark would delay all e-mails in memory by minutes. */
    @Test
    void marksFailedTriesWhenDatabaseIsWritableAgain() {
        List<Emails.Email> claimed = claimed(3 * SENDERS);
        TestDatabase database = new TestDatabase();

        try (SendClaimedEmails senders = senders(database, new MailSender.Outcome.NotNow("SMTP 450"), LONG)) {
            senders.send(claimed, now());
            Eventually.holds("all senders have tried one", () -> subjects.size() == SENDERS);
            assertThat(states(claimed)).containsExactly("SENDING 1");
            database.isReadOnly = false;
            Eventually.holds("all are marked", () -> states(claimed).equals(List.of("QUEUED 1")));
        }

        assertThat(subjects).hasSize(claimed.size());
        sentElsewhere(claimed);
    }

    /** The queue's client interrupts the senders of queue messages when it restarts. */
    @Test
    void interruptedSenderStillMarksSentEmail() throws InterruptedException {
        List<Emails.Email> sent = claimed(1);
        UUID id = sent.getFirst().id();
        engine.database()
                .sql("update notifications.email set state = 'QUEUED', tries = 0 where id = ?")
                .param(id)
                .update();
        TestDatabase database = new TestDatabase();
        database.isReadOnly = false;
        Emails rows = rows(database, LONG);
        SendEmails sendEmails = sendEmails(
                mail -> {
                    subjects.add(mail.subject());
                    database.isReadOnly = true;
                    return new MailSender.Outcome.Taken();
                },
                rows,
                new EmailHandovers(rows));

        Thread sender = Thread.startVirtualThread(() -> sendEmails.send(List.of(id)));
        Eventually.holds("it is sent", () -> subjects.size() == 1);
        sender.interrupt();
        sender.join();
        assertThat(states(sent)).containsExactly("SENDING 1");
        database.isReadOnly = false;

        Eventually.holds("it is marked", () -> states(sent).equals(List.of("SENT 1")));
        assertThat(subjects).hasSize(1);
    }

    /** A database that accepts no updates at first, as after a failover. */
    private static final class TestDatabase extends AbstractDataSource {

        private final DataSource writable =
                new DriverManagerDataSource(SharedWorld.get().jdbcUrl());
        private final DataSource readOnly = new DriverManagerDataSource(
                SharedWorld.get().jdbcUrl() + "&options=-c%20default_transaction_read_only=on");
        private volatile boolean isReadOnly = true;

        @Override
        public Connection getConnection() throws SQLException {
            return (isReadOnly ? readOnly : writable).getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) {
            throw new UnsupportedOperationException();
        }
    }

    private Emails rows(DataSource database, Duration claimLasts) {
        JdbcTemplate template = new JdbcTemplate(database);
        return new Emails(
                JdbcClient.create(template), template, emailRows, addresses, engine.clock(), claimLasts, REST);
    }

    private SendClaimedEmails senders(DataSource database, MailSender.Outcome outcome, Duration claimLasts) {
        Emails rows = rows(database, claimLasts);
        return new SendClaimedEmails(
                sendEmails(outcome, rows, new EmailHandovers(rows)), rows, engine.clock(), SENDERS, REST);
    }
}
