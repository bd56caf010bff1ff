package id.kezbek.adapters.smtp;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A connection to an SMTP server for one e-mail after the other. It knows whether the server may have received the last
 * one.
 */
final class SmtpConnection extends SMTPTransport {

    /** Servers limit the e-mails of a connection, many to 100; ours ends earlier. */
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

    /** Whether it was used before: the server may have closed it since. */
    boolean isUsed() {
        return emails > 0;
    }

    /** Whether it can serve another e-mail. */
    boolean isUsable() {
        return !isBroken && emails < EMAILS_MAX;
    }

    /** It serves no other e-mail. */
    void giveUp() {
        isBroken = true;
    }

    /** Whether the server may have the e-mail; not before its content was sent. */
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
