package id.kezbek.notifications.queue;

import id.kezbek.notifications.EmailArchive;
import id.kezbek.notifications.MailSender;
import id.kezbek.notifications.SendEmails;
import id.kezbek.notifications.templates.Templates;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.batch.GiveWay;
import id.kezbek.shared.batch.PayoutBacklog;
import id.kezbek.shared.batch.WaitingCallers;
import id.kezbek.shared.traces.Traces;
import id.kezbek.testing.EngineUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.springframework.beans.factory.annotation.Autowired;

/** E-mails of a process with senders of its own, for tests. */
abstract class ClaimedEmailsStage {

    static final int SENDERS = 4;
    static final Duration REST = Duration.ofHours(1);
    static final String ADDRESS = "somebody@customers.example";

    @Autowired
    Emails emails;

    @Autowired
    NewEmails newEmails;

    @Autowired
    EmailHandovers handovers;

    @Autowired
    Templates templates;

    @Autowired
    Attachments attachments;

    @Autowired
    EngineUnderTest engine;

    final Queue<String> subjects = new ConcurrentLinkedQueue<>();

    /** So that no other test's engine sends them. */
    void sentElsewhere(List<Emails.Email> claimed) {
        engine.database()
                .sql("update notifications.email set state = 'SENT', due_at = null where id = any(?)")
                .param(claimed.stream().map(Emails.Email::id).toArray(UUID[]::new))
                .update();
    }

    SendClaimedEmails.ClaimTime now() {
        return new SendClaimedEmails.ClaimTime(System.nanoTime(), engine.clock().instant());
    }

    void awaitSentByEngine(List<Emails.Email> claimed) {
        awaitSentByEngine(claimed, 1);
    }

    void awaitSentByEngine(List<Emails.Email> claimed, int tries) {
        Eventually.holds("they waited and were sent", () -> states(claimed).equals(List.of("SENT " + tries)));
    }

    SendEmails sendEmails(MailSender.Outcome outcome) {
        return sendEmails(outcome, emails, handovers);
    }

    SendEmails sendEmails(MailSender.Outcome outcome, Emails emails, EmailHandovers handovers) {
        return sendEmails(
                mail -> {
                    subjects.add(mail.subject());
                    return outcome;
                },
                emails,
                handovers);
    }

    SendEmails sendEmails(MailSender mailSender, Emails emails, EmailHandovers handovers) {
        return new SendEmails(
                emails,
                handovers,
                templates,
                attachments,
                mailSender,
                MailBreaker.mailCircuit(Duration.ofHours(1)),
                new GiveWay(new WaitingCallers(), new PayoutBacklog()),
                Traces.OFF,
                Duration.ZERO,
                30);
    }

    List<Emails.Email> claimed(int number) {
        return stored(number, EmailArchive.State.SENDING);
    }

    List<Emails.Email> stored(int number, EmailArchive.State state) {
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
    List<String> states(List<Emails.Email> of) {
        return engine.database()
                .sql("select distinct state || ' ' || tries from notifications.email where id = any(?)")
                .param(of.stream().map(Emails.Email::id).toArray(UUID[]::new))
                .query(String.class)
                .list();
    }
}
