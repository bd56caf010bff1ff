package id.kezbek.notifications;

import id.kezbek.shared.Masking;
import id.kezbek.shared.Texts;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.traces.Traced;
import id.kezbek.shared.traces.Traces;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Renders and sends one e-mail that the queue delivered; a message delivered twice is sent once. */
@Component
public class SendEmail {

    /** Without its cause: mail systems quote the address in what they say, and the queue's listener logs all of it. */
    private static final class NotSent extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotSent(String cause) {
            super("The mail system did not take an e-mail: " + cause);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(SendEmail.class);
    private static final CrashPoint TAKEN = CrashPoint.named(
            "notifications.email-taken", "an e-mail is in a sender's hands, the mail server has not seen it");
    private static final CrashPoint ACCEPTED = CrashPoint.named(
            "notifications.email-accepted", "the mail server has taken an e-mail, its row does not say so");
    private static final CrashPoint MARKED =
            CrashPoint.named("notifications.email-sent", "an e-mail stands as sent, the queue still holds its message");

    private final Emails emails;
    private final Templates templates;
    private final MailSender mailSender;
    private final MailRest mailRest;
    private final Traces traces;

    SendEmail(Emails emails, Templates templates, MailSender mailSender, MailRest mailRest, Traces traces) {
        this.emails = emails;
        this.templates = templates;
        this.mailSender = mailSender;
        this.mailRest = mailRest;
        this.traces = traces;
    }

    /**
     * Sends it, or lets it wait in the database where the mail system is away.
     *
     * @throws RuntimeException where it could not be sent; the queue then delivers it again
     */
    public void send(UUID id) {
        if (mailRest.isOn()) {
            emails.giveBack(List.of(id));
            return;
        }
        Optional<Emails.Email> due = emails.takeForSending(id);
        if (due.isEmpty()) {
            return;
        }
        TAKEN.reached();
        try (Traced span = traces.beginCallOut("send e-mail")) {
            deliver(due.get(), span);
        }
    }

    private void deliver(Emails.Email email, Traced span) {
        MailSender.Outcome outcome = outcome(email);
        span.put("cezbek.template", email.template())
                .put("cezbek.email", email.id().toString())
                .put("cezbek.outcome", outcome.getClass().getSimpleName());
        switch (outcome) {
            case MailSender.Outcome.Taken taken -> markSent(email);
            case MailSender.Outcome.Away away -> letWait(email.id(), away.why());
            case MailSender.Outcome.NotNow notNow -> throw notSent(email.id(), notNow.why());
            case MailSender.Outcome.Refused refused -> giveUp(email, refused.why());
        }
    }

    /** Its message is taken off the queue: it costs the e-mail no try that nobody can be written to. */
    private void letWait(UUID id, String why) {
        emails.waitForMail(id);
        if (mailRest.begin()) {
            log.warn("The mail system is away ({}); e-mails wait until it is back", why);
        }
    }

    private NotSent notSent(UUID id, String why) {
        emails.notSent(id);
        return new NotSent(why);
    }

    private MailSender.Outcome outcome(Emails.Email email) {
        try {
            return mailSender.send(
                    templates.render(email.template(), email.language(), email.recipient(), email.model()));
        } catch (RuntimeException failed) {
            return new MailSender.Outcome.NotNow(failed.getClass().getSimpleName());
        }
    }

    /** The queue need not deliver it again: the mail system would say the same each time. */
    private void giveUp(Emails.Email email, String why) {
        emails.refused(email.id());
        log.atWarn()
                .addKeyValue("email", email.id())
                .addKeyValue("template", email.template())
                .addKeyValue("to", Texts.maskedEmail(email.recipient()))
                .addKeyValue("why", why)
                .log("The mail system refused an e-mail; it is given up");
    }

    private void markSent(Emails.Email email) {
        UUID id = email.id();
        ACCEPTED.reached();
        if (mailRest.end()) {
            log.info("The mail system is back; e-mails are sent again");
        }
        emails.sent(id);
        MARKED.reached();
        log.atInfo()
                .addKeyValue("email", id)
                .addKeyValue("template", email.template())
                .addKeyValue("to", Texts.maskedEmail(email.recipient()))
                .addKeyValue("reference", reference(email))
                .log("e-mail sent");
    }

    /** Of the transaction that it tells of; null where it tells of none. */
    private static @Nullable String reference(Emails.Email email) {
        return email.model().get("reference") instanceof String reference ? Masking.masked(reference) : null;
    }
}
