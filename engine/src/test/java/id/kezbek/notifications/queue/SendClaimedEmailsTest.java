package id.kezbek.notifications.queue;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.notifications.EmailArchive;
import id.kezbek.notifications.MailSender;
import id.kezbek.notifications.SendEmails;
import id.kezbek.shared.Eventually;
import id.kezbek.testing.EngineTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** E-mails that a process claims when it stores them. */
@EngineTest
class SendClaimedEmailsTest extends ClaimedEmailsStage {

    private final CompletableFuture<Void> answer = new CompletableFuture<>();

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
            CompletableFuture<Boolean> room = CompletableFuture.supplyAsync(senders::awaitRoom);
            answer.complete(null);
            Eventually.holds(
                    "there is room for further e-mails", () -> room.isDone() && (room.join() || senders.awaitRoom()));
            Eventually.holds("all are sent", () -> states(claimed).equals(List.of("SENT 1")));
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

    private SendClaimedEmails senders(MailSender.Outcome outcome) {
        return new SendClaimedEmails(sendEmails(outcome), emails, engine.clock(), SENDERS, REST);
    }
}
