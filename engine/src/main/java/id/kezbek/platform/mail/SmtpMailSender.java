package id.kezbek.platform.mail;

import id.kezbek.notifications.MailSender;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends mail to an SMTP server. */
@Component
@ConditionalOnProperty(name = "cezbek.mail", havingValue = "smtp", matchIfMissing = true)
class SmtpMailSender implements MailSender {

    /**
     * What a server says of an address that it will never take: no such mailbox, not here, not allowed, malformed. Other
     * permanent words (554, 530 …) are mostly about the sender, who can be mended, and then the e-mail goes.
     */
    private static final Set<Integer> NEVER = Set.of(501, 510, 511, 513, 550, 551, 553);

    private static final int CAUSES_MAX = 20;

    private final JavaMailSender smtp;
    private final String from;

    SmtpMailSender(JavaMailSender smtp, @Value("${cezbek.notifications.from:no-reply@kezbek.id}") String from) {
        this.smtp = smtp;
        this.from = from;
    }

    @Override
    public Outcome send(Mail mail) {
        try {
            smtp.send(message(mail));
            return new Outcome.Taken();
        } catch (MessagingException malformed) {
            return new Outcome.Refused(malformed.getClass().getSimpleName());
        } catch (MailException notSent) {
            return isTaken(notSent) ? new Outcome.Taken() : outcome(notSent);
        }
    }

    /** Where no e-mail failed, only the farewell did: the server has said yes, and would get it twice. */
    private static boolean isTaken(MailException failed) {
        return failed instanceof MailSendException sending
                && sending.getFailedMessages().isEmpty()
                && sending.getCause() instanceof MessagingException;
    }

    private MimeMessage message(Mail mail) throws MessagingException {
        MimeMessage message = smtp.createMimeMessage();
        MimeMessageHelper parts = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
        parts.setFrom(from);
        parts.setTo(mail.to());
        parts.setSubject(mail.subject());
        parts.setText(mail.text(), mail.html());
        return message;
    }

    private static Outcome outcome(MailException notSent) {
        Optional<Integer> code = codeOfAddress(notSent);
        if (code.isEmpty()) {
            String what = notSent.getClass().getSimpleName();
            // What a server that was reached says of the content must use up tries, or that e-mail would come for ever.
            return isUnreached(notSent) ? new Outcome.Away(what) : new Outcome.NotNow(what);
        }
        String said = "SMTP " + code.get();
        return NEVER.contains(code.get()) ? new Outcome.Refused(said) : new Outcome.NotNow(said);
    }

    /** Where the server was not reached, each e-mail failed for that very reason. */
    private static boolean isUnreached(MailException notSent) {
        return notSent instanceof MailAuthenticationException
                || (notSent instanceof MailSendException sending
                        && sending.getCause() instanceof MessagingException
                        && sending.getFailedMessages().values().stream()
                                .allMatch(failure -> failure == sending.getCause()));
    }

    @Override
    public void ask() {
        if (smtp instanceof JavaMailSenderImpl server) {
            try {
                server.testConnection();
            } catch (MessagingException away) {
                throw new MailSendException("The mail system is away", away);
            }
        }
    }

    /** What the server said of the recipient, somewhere in the chain of what failed. */
    private static Optional<Integer> codeOfAddress(MailException notSent) {
        if (!(notSent instanceof MailSendException sending)) {
            return Optional.empty();
        }
        for (Exception failed : sending.getMessageExceptions()) {
            Exception cause = failed;
            for (int depth = 0; depth < CAUSES_MAX && cause instanceof MessagingException messaging; depth++) {
                if (cause instanceof SMTPAddressFailedException address) {
                    return Optional.of(address.getReturnCode());
                }
                cause = messaging.getNextException();
            }
        }
        return Optional.empty();
    }
}
