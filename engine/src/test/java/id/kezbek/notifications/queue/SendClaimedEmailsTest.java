package id.kezbek.notifications.queue;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.notifications.EmailArchive;
import id.kezbek.notifications.MailSender;
import id.kezbek.notifications.SendEmails;
import id.kezbek.notifications.addresses.SealedAddresses;
import id.kezbek.notifications.templates.Templates;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.batch.PayoutBacklog;
import id.kezbek.shared.batch.WaitingCallers;
import id.kezbek.shared.traces.Traces;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.SharedWorld;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** E-mails that a process claims when it stores them. */
@EngineTest
class SendClaimedEmailsTest {

    private static final int SENDERS = 4;
    private static final Duration CLAIM_LASTS = Duration.ofSeconds(2);
    private static final Duration REST = Duration.ofHours(1);
    private static final String ADDRESS = "somebody@customers.example";

    @Autowired
    Emails emails;

    @Autowired
    NewEmails newEmails;

    @Autowired
    EmailHandovers handovers;

    @Autowired
    EmailRows emailRows;

    @Autowired
    SealedAddresses addresses;

    @Autowired
    Templates templates;

    @Autowired
    Attachments attachments;

    @Autowired
    EngineUnderTest engine;

    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private final Queue<String> subjects = new ConcurrentLinkedQueue<>();

    @Test
    void sendsEachOnce() {
        List<Emails.Email> claimed = claimed(40);

        try (SendClaimedEmails senders = senders(new MailSender.Outcome.Taken())) {
            senders.send(claimed, now());
            Eventually.holds("all are sent", () -> states(claimed).equals(List.of("SENT 1")));
        }

        assertThat(subjects).hasSize(claimed.size());
    }

    @Test
    void duplicateQueueMessageSendsNoClaimedEmail() {
        List<Emails.Email> claimed = claimed(2);
        List<UUID> ids = claimed.stream().map(Emails.Email::id).toList();

        sendEmails(new MailSender.Outcome.Taken()).send(ids);

        assertThat(subjects).isEmpty();
        assertThat(states(claimed)).containsExactly("SENDING 1");
        emails.waitForMail(claimed);
        awaitSentByEngine(claimed);
    }

    @Test
    void givesBackWithoutTryWhenMailIsUnavailable() {
        List<Emails.Email> claimed = claimed(20);

        try (SendClaimedEmails sender = new SendClaimedEmails(
                sendEmails(new MailSender.Outcome.Away("ConnectException")), emails, engine.clock(), 1, REST)) {
            sender.send(claimed, now());
            awaitSentByEngine(claimed);
        }

        assertThat(subjects).as("only the first one was tried").hasSize(1);
    }

    @Test
    void givesBackWhatWasClaimedLongAgo() {
        List<Emails.Email> claimed = claimed(3);

        try (SendClaimedEmails senders = senders(new MailSender.Outcome.Taken())) {
            senders.send(
                    claimed,
                    new SendClaimedEmails.ClaimTime(
                            System.nanoTime() - emails.startWithin().toNanos(),
                            engine.clock().instant()));
            awaitSentByEngine(claimed);
        }

        assertThat(subjects).isEmpty();
    }

    /** The monotonic clock stops while a machine is suspended. */
    @Test
    void givesBackAfterMachineWasSuspended() {
        List<Emails.Email> claimed = claimed(3);

        try (SendClaimedEmails senders = senders(new MailSender.Outcome.Taken())) {
            senders.send(
                    claimed,
                    new SendClaimedEmails.ClaimTime(
                            System.nanoTime(), engine.clock().instant().minus(emails.startWithin())));
            awaitSentByEngine(claimed);
        }

        assertThat(subjects).isEmpty();
    }

    /** A process that was paused must not change the claim of another one. */
    @Test
    void latePausedProcessDoesNotChangeLaterClaim() {
        List<Emails.Email> claimed = claimed(1);
        Emails.Email paused = claimed.getFirst();
        engine.database()
                .sql("update notifications.email set state = 'QUEUED' where id = ?")
                .param(paused.id())
                .update();
        Emails.Email later = emails.handOver(List.of(new Emails.Handover(null, paused.id())))
                .getFirst()
                .orElseThrow();

        emails.waitForMail(claimed);
        emails.notSent(paused.id(), paused.tries());
        emails.refused(paused.id(), paused.tries());

        assertThat(states(claimed)).containsExactly("SENDING 2");
        emails.waitForMail(List.of(later));
        awaitSentByEngine(claimed, 2);
    }

    @Test
    void givesBackAfterStop() {
        List<Emails.Email> claimed = claimed(3);
        SendClaimedEmails senders = senders(new MailSender.Outcome.Taken());
        senders.close();

        assertThat(senders.hasRoom()).isFalse();
        senders.send(claimed, now());

        awaitSentByEngine(claimed);
        assertThat(subjects).isEmpty();
    }

    @Test
    void sendsAtMostOnePerSenderWhileDatabaseIsReadOnly() {
        List<Emails.Email> claimed = claimed(40);
        TestDatabase database = new TestDatabase();

        try (SendClaimedEmails senders = senders(database)) {
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

        try (SendClaimedEmails senders = senders(database)) {
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

        try (SendClaimedEmails senders = senders(database, new MailSender.Outcome.NotNow("SMTP 450"))) {
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
        Emails rows = rows(database);
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

    private Emails rows(DataSource database) {
        JdbcTemplate template = new JdbcTemplate(database);
        return new Emails(
                JdbcClient.create(template), template, emailRows, addresses, engine.clock(), CLAIM_LASTS, REST);
    }

    private SendClaimedEmails senders(DataSource database) {
        return senders(database, new MailSender.Outcome.Taken());
    }

    private SendClaimedEmails senders(DataSource database, MailSender.Outcome outcome) {
        Emails rows = rows(database);
        return new SendClaimedEmails(
                sendEmails(outcome, rows, new EmailHandovers(rows)), rows, engine.clock(), SENDERS, REST);
    }

    @Test
    void correctedAddressAppliesToNextTryOfClaimedEmail() {
        UUID customer = UUID.randomUUID();
        Emails.Email claimed = newEmails
                .add(
                        List.of(new Emails.Email(
                                UUID.randomUUID(),
                                "TRANSACTION_INVOICE",
                                "en",
                                ADDRESS,
                                Map.of("company", "Company"),
                                customer)),
                        EmailArchive.State.SENDING)
                .getFirst();

        emails.readdress(new UUID[] {customer}, "right@customers.example");

        // As given back, but without a chance for the engine to send it.
        engine.database()
                .sql("update notifications.email set state = 'QUEUED', tries = 0 where id = ?")
                .param(claimed.id())
                .update();
        Emails.Email next = emails.handOver(List.of(new Emails.Handover(null, claimed.id())))
                .getFirst()
                .orElseThrow();
        assertThat(next.recipient()).isEqualTo("right@customers.example");
        emails.waitForMail(List.of(next));
        awaitSentByEngine(List.of(next));
    }

    @Test
    void slowEmailHoldsUpNoOther() {
        MailSender slowToFirst = mail -> {
            subjects.add(mail.subject());
            if (subjects.size() == 1) {
                answer.join();
            }
            return new MailSender.Outcome.Taken();
        };
        List<Emails.Email> slow = claimed(1);
        List<Emails.Email> other = claimed(1);

        try (SendClaimedEmails senders = new SendClaimedEmails(
                sendEmails(slowToFirst, emails, handovers), emails, engine.clock(), SENDERS, REST)) {
            senders.send(slow, now());
            Eventually.holds("a sender is busy", () -> subjects.size() == 1);
            senders.send(other, now());
            Eventually.holds("the other one is sent", () -> states(other).equals(List.of("SENT 1")));
            assertThat(states(slow)).containsExactly("SENDING 1");
            answer.complete(null);
        }

        assertThat(states(slow)).containsExactly("SENT 1");
    }

    /** After an unanswered try, the receiver may have the e-mail already and can recognise the second copy. */
    @Test
    void eachTryHasTheSameId() {
        List<Emails.Email> claimed = claimed(1);
        UUID id = claimed.getFirst().id();
        Queue<UUID> ids = new ConcurrentLinkedQueue<>();
        SendEmails noAnswer = sendEmails(
                mail -> {
                    ids.add(mail.id().orElseThrow());
                    return new MailSender.Outcome.NotNow("SocketTimeoutException");
                },
                emails,
                handovers);

        noAnswer.sendClaimed(List.of(Optional.of(claimed.getFirst()), Optional.<Emails.Email>empty())
                .iterator()::next);
        noAnswer.send(List.of(id));

        assertThat(ids).containsExactly(id, id);
        sentElsewhere(claimed);
    }

    /** So that no other test's engine sends them. */
    private void sentElsewhere(List<Emails.Email> claimed) {
        engine.database()
                .sql("update notifications.email set state = 'SENT', due_at = null where id = any(?)")
                .param(claimed.stream().map(Emails.Email::id).toArray(UUID[]::new))
                .update();
    }

    @Test
    void claimsNoMoreThanSendersReachInTime() {
        MailSender neverAnswers = mail -> {
            subjects.add(mail.subject());
            answer.join();
            return new MailSender.Outcome.Taken();
        };
        List<Emails.Email> claimed = claimed(21 * SENDERS + 1);

        try (SendClaimedEmails senders = new SendClaimedEmails(
                sendEmails(neverAnswers, emails, handovers), emails, engine.clock(), SENDERS, REST)) {
            senders.send(claimed.subList(0, 21 * SENDERS), now());
            Eventually.holds("all senders are busy", () -> subjects.size() == SENDERS);
            assertThat(senders.hasRoom()).as("20 wait for each sender").isTrue();
            senders.send(claimed.subList(21 * SENDERS, claimed.size()), now());
            assertThat(senders.hasRoom()).isFalse();
            answer.complete(null);
            Eventually.holds("all are sent", () -> states(claimed).equals(List.of("SENT 1")));
            assertThat(senders.hasRoom()).isTrue();
        }
    }

    /** After a kill, they do not wait as long as e-mails in the queue. */
    @Test
    void recoversClaimedEmailsOfStoppedProcess() {
        List<Emails.Email> claimed = claimed(3);
        List<Emails.Email> queued = stored(1, EmailArchive.State.QUEUED);

        engine.clock().advance(Duration.ofMinutes(3).plusSeconds(1));
        try {
            assertThat(emails.recoverLost(1_000)).isGreaterThanOrEqualTo(claimed.size());
            assertThat(states(queued)).containsExactly("QUEUED 0");
            // The interrupted try counts.
            Eventually.holds("all are sent", () -> states(claimed).equals(List.of("SENT 2")));
        } finally {
            engine.clock().reset();
        }
        emails.giveBack(queued.stream().map(Emails.Email::id).toList());
    }

    private SendClaimedEmails.ClaimTime now() {
        return new SendClaimedEmails.ClaimTime(System.nanoTime(), engine.clock().instant());
    }

    private void awaitSentByEngine(List<Emails.Email> claimed) {
        awaitSentByEngine(claimed, 1);
    }

    private void awaitSentByEngine(List<Emails.Email> claimed, int tries) {
        Eventually.holds("they waited and were sent", () -> states(claimed).equals(List.of("SENT " + tries)));
    }

    private SendClaimedEmails senders(MailSender.Outcome outcome) {
        return new SendClaimedEmails(sendEmails(outcome), emails, engine.clock(), SENDERS, REST);
    }

    private SendEmails sendEmails(MailSender.Outcome outcome) {
        return sendEmails(outcome, emails, handovers);
    }

    private SendEmails sendEmails(MailSender.Outcome outcome, Emails emails, EmailHandovers handovers) {
        return sendEmails(
                mail -> {
                    subjects.add(mail.subject());
                    return outcome;
                },
                emails,
                handovers);
    }

    private SendEmails sendEmails(MailSender mailSender, Emails emails, EmailHandovers handovers) {
        return new SendEmails(
                emails,
                handovers,
                templates,
                attachments,
                mailSender,
                MailBreaker.mailCircuit(Duration.ofHours(1)),
                new MailTurn(new WaitingCallers(), new PayoutBacklog(), Duration.ZERO),
                Traces.OFF,
                30);
    }

    private List<Emails.Email> claimed(int number) {
        return stored(number, EmailArchive.State.SENDING);
    }

    private List<Emails.Email> stored(int number, EmailArchive.State state) {
        return newEmails.add(
                IntStream.range(0, number)
                        .mapToObj(n -> new Emails.Email(
                                UUID.randomUUID(),
                                "TRANSACTION_INVOICE",
                                "en",
                                ADDRESS,
                                Map.of("company", "Company"),
                                null))
                        .toList(),
                state);
    }

    /** The distinct states with the numbers of tries. */
    private List<String> states(List<Emails.Email> of) {
        return engine.database()
                .sql("select distinct state || ' ' || tries from notifications.email where id = any(?)")
                .param(of.stream().map(Emails.Email::id).toArray(UUID[]::new))
                .query(String.class)
                .list();
    }
}
