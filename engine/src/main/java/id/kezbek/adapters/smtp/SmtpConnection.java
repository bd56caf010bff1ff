package id.kezbek.adapters.smtp;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an SMTP server for one e-mail at a time. The connection also records whether the server may have
 * received the last e-mail.
 *
 * <p>If the server supports PIPELINING (RFC 2920), the connection sends MAIL, RCPT and DATA in one write. Then it reads
 * the three replies. An e-mail then takes two round trips instead of four. The content is still sent only after all
 * three replies.
 */
final class SmtpConnection extends SMTPTransport {

    /** The maximum number of e-mails per connection, because many servers accept at most 100. */
    private static final int EMAILS_MAX = 90;

    private static final String PIPELINING = "PIPELINING";
    private static final String DATA = "DATA";
    private static final int GO_ON = 354;

    /** The commands that were sent together, and whose replies are not read yet. */
    private final Deque<String> ahead = new ArrayDeque<>();

    /**
     * The delivery notifications that the engine requests for each recipient; null if no notifications are configured.
     */
    private final @Nullable String dsnNotify;

    private @Nullable GatheringSocket socket;
    private @Nullable String recipient;
    private int emails;
    private long contentUntilNanos;
    private boolean isContentBegun;
    private boolean isBroken;

    SmtpConnection(Session session, String protocol) {
        super(session, null, protocol, "smtps".equals(protocol));
        dsnNotify = session.getProperty("mail." + protocol + ".dsn.notify");
    }

    /** Makes the connection buffer its writes to this socket. TLS may be between the connection and the socket. */
    void gatherIn(GatheringSocket own) {
        socket = own;
    }

    /**
     * Sends an e-mail.
     *
     * @param contentUntilNanos the latest {@code System.nanoTime()} to begin the content. After this time, another
     *     process may send the same e-mail
     */
    void deliver(Message message, long contentUntilNanos) throws MessagingException {
        this.contentUntilNanos = contentUntilNanos;
        isContentBegun = false;
        Address[] recipients = message.getAllRecipients();
        recipient = recipients.length == 1 ? recipientCommand((InternetAddress) recipients[0]) : null;
        sendMessage(message, recipients);
        emails++;
    }

    /** The RCPT command of Jakarta Mail for this recipient. */
    private String recipientCommand(InternetAddress to) {
        String command = "RCPT TO:<" + to.getAddress() + ">";
        return dsnNotify != null && supportsExtension("DSN") ? command + " NOTIFY=" + dsnNotify : command;
    }

    /** Whether the connection was used before; the server may have closed such a connection in the meantime. */
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

    /** Whether the server may have received the e-mail; false until the connection starts to send the content. */
    boolean mayHaveArrived() {
        return isContentBegun;
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        if (command.equals(ahead.peek())) {
            ahead.remove();
        } else if (!ahead.isEmpty()) {
            passOver();
            super.sendCommand(command);
        } else if (recipient != null && command.startsWith("MAIL ") && supportsExtension(PIPELINING)) {
            gather();
            super.sendCommand(command);
            super.sendCommand(recipient);
            sendWithNext();
            super.sendCommand(DATA);
            ahead.add(recipient);
            ahead.add(DATA);
        } else {
            super.sendCommand(command);
        }
    }

    /**
     * Reads the remaining replies after the server rejected one of several commands in the same write.
     *
     * @throws MessagingException if the server still waits for content, which the engine does not send
     */
    private void passOver() throws MessagingException {
        while (!ahead.isEmpty()) {
            ahead.remove();
            if (readServerResponse() == GO_ON) {
                giveUp();
                throw new MessagingException("The server waits for content after it rejected a command");
            }
        }
    }

    private void gather() {
        if (socket != null) {
            socket.gather();
        }
    }

    private void sendWithNext() {
        if (socket != null) {
            socket.sendWithNext();
        }
    }

    @Override
    protected OutputStream data() throws MessagingException {
        isContentBegun = true;
        OutputStream content = super.data();
        requireInTime();
        gather();
        return content;
    }

    /** Sends the content's last part together with the line that ends the content. */
    @Override
    protected void finishData() throws IOException, MessagingException {
        sendWithNext();
        super.finishData();
    }

    @Override
    protected OutputStream bdat() throws MessagingException {
        isContentBegun = true;
        requireInTime();
        return super.bdat();
    }

    private void requireInTime() throws MessagingException {
        if (System.nanoTime() - contentUntilNanos >= 0) {
            giveUp();
            throw new MessagingException("The server was too slow; it gets no content");
        }
    }
}
