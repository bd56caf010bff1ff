package id.kezbek.adapters.smtp;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A connection to an SMTP server for one e-mail at a time. It knows whether the server may have received the last
 * one.
 */
final class SmtpConnection extends SMTPTransport {

    /** Many servers accept at most 100 e-mails per connection; the engine stays below that. */
    private static final int EMAILS_MAX = 90;

    private int emails;
    private boolean isContentBegun;
    private boolean isBroken;

    SmtpConnection(Session session, String protocol) {
        super(session, null, protocol, "smtps".equals(protocol));
    }

    void deliver(Message message) throws MessagingException {
        isContentBegun = false;
        sendMessage(message, message.getAllRecipients());
        emails++;
    }

    /** Whether the connection was used before; then the server may have closed it since. */
    boolean isUsed() {
        return emails > 0;
    }

    /** Whether the connection can send another e-mail. */
    boolean isUsable() {
        return !isBroken && emails < EMAILS_MAX;
    }

    /** Marks the connection as unusable for further e-mails. */
    void giveUp() {
        isBroken = true;
    }

    /** Whether the server may have received the e-mail. False until the engine starts to send the content. */
    boolean mayHaveArrived() {
        return isContentBegun;
    }

    @Override
    protected OutputStream data() throws MessagingException {
        isContentBegun = true;
        return super.data();
    }

    @Override
    protected OutputStream bdat() throws MessagingException {
        isContentBegun = true;
        return super.bdat();
    }
}
