package id.kezbek.adapters.smtp;

import id.kezbek.notifications.MailSender;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.StreamProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Sends e-mails to an SMTP server over pooled connections. */
@Component
@ConditionalOnProperty(name = "cezbek.mail", havingValue = "smtp", matchIfMissing = true)
class SmtpMailSender implements MailSender, AutoCloseable {

    static {
        // Without this property, Jakarta Mail searches every jar for its providers, several times per e-mail.
        if (System.getProperty(StreamProvider.class.getName()) == null) {
            System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
        }
    }

    /**
     * SMTP codes for a recipient that the server will never accept, for example an unknown mailbox or a malformed
     * address. Other permanent codes (554, 530 …) usually show a problem of the sender, which operators can fix.
     */
    private static final Set<Integer> NEVER = Set.of(501, 510, 511, 513, 550, 551, 553);

    /**
     * SMTP codes of a closed connection: 421 from the server, or -1 if the server closed the connection without a code.
     */
    private static final Set<Integer> CLOSED = Set.of(421, -1);

    private static final int CAUSES_MAX = 20;

    /** One sender for claimed e-mails, one for queue messages. */
    private static final int KINDS_OF_SENDERS = 2;

    /** The default timeout of connecting. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** The default timeout of a read or a write. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * The longest permitted timeout of a read or a write. A sender's claim of an e-mail lasts three minutes. In the
     * worst case, a sender needs 135 seconds: 15 to the start, 60 to the content, 30 for one write and 30 for one
     * reply.
     */
    private static final Duration TIMEOUT_MAX = Duration.ofSeconds(30);

    /** The maximum time before the content of an e-mail begins. After this time, the e-mail is not sent. */
    private static final Duration CONTENT_WITHIN = Duration.ofSeconds(60);

    private static final Duration BEAT = Duration.ofSeconds(1);

    /**
     * The maximum length of an unencoded line. A text with a longer line is encoded, because servers may cut longer
     * lines.
     */
    private static final int LINE_MAX = 900;

    private static final String ENCODING = "quoted-printable";

    private final JavaMailSenderImpl smtp;
    private final SmtpConnections connections;
    private final ScheduledThreadPoolExecutor writeTimeouts = writeTimeouts();
    private final InternetAddress from;
    /** The sender's domain, for the ids of messages. */
    private final String domain;

    SmtpMailSender(
            JavaMailSenderImpl smtp,
            @Value("${cezbek.notifications.from:no-reply@kezbek.id}") String from,
            @Value("${cezbek.notifications.senders:10}") int senders)
            throws MessagingException {
        this.smtp = smtp;
        String used = smtp.getProtocol() == null ? JavaMailSenderImpl.DEFAULT_PROTOCOL : smtp.getProtocol();
        // Without timeouts, Jakarta Mail would wait without end.
        smtp.getJavaMailProperties()
                .putIfAbsent("mail." + used + ".connectiontimeout", String.valueOf(CONNECT_TIMEOUT.toMillis()));
        requireShort(smtp.getJavaMailProperties(), "mail." + used + ".timeout");
        requireShort(smtp.getJavaMailProperties(), "mail." + used + ".writetimeout");
        for (String protocol : List.of("smtp", "smtps")) {
            smtp.getJavaMailProperties().put("mail." + protocol + ".executor.writetimeout", writeTimeouts);
        }
        this.connections = new SmtpConnections(smtp, KINDS_OF_SENDERS * senders);
        this.from = new InternetAddress(from);
        String address = this.from.getAddress();
        this.domain = address.substring(address.lastIndexOf('@') + 1);
    }

    private static void requireShort(Properties properties, String name) {
        String millis = properties.getProperty(name, String.valueOf(TIMEOUT.toMillis()));
        if (!millis.matches("[1-9]\\d{0,8}") || Integer.parseInt(millis) > TIMEOUT_MAX.toMillis()) {
            throw new IllegalArgumentException("spring.mail.properties." + name + " is " + millis
                    + ", but must be a number of milliseconds from 1 to " + TIMEOUT_MAX.toMillis()
                    + "; otherwise an e-mail could be sent twice");
        }
        properties.setProperty(name, millis);
    }

    /**
     * Aborts writes that take too long. By default, Jakarta Mail has a timeout thread for each connection, and each
     * write wakes this thread. Here all connections share one thread. Its periodic task is always due before a new
     * timeout, so a write does not wake the thread.
     */
    private static ScheduledThreadPoolExecutor writeTimeouts() {
        ScheduledThreadPoolExecutor timeouts = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("smtp-timeouts").daemon().factory());
        timeouts.setRemoveOnCancelPolicy(true);
        timeouts.scheduleWithFixedDelay(() -> {}, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        return timeouts;
    }

    @Override
    public Outcome send(Mail mail) {
        try {
            return send(message(mail));
        } catch (MessagingException malformed) {
            return new Outcome.Refused(malformed.getClass().getSimpleName());
        }
    }

    /**
     * Sends an e-mail. The server may have closed a pooled connection, and the engine notices this only at the next
     * e-mail. If the server received no part of the content, the engine sends the e-mail again over another connection.
     */
    private Outcome send(MimeMessage message) {
        long contentUntilNanos = System.nanoTime() + CONTENT_WITHIN.toNanos();
        Try first = tryOnce(message, contentUntilNanos);
        if (!first.wasClosed()) {
            return first.outcome();
        }
        connections.closeIdle();
        return tryOnce(message, contentUntilNanos).outcome();
    }

    /** @param wasClosed whether the connection had ended before the e-mail's content was sent */
    private record Try(Outcome outcome, boolean wasClosed) {}

    private Try tryOnce(MimeMessage message, long contentUntilNanos) {
        SmtpConnection connection;
        try {
            connection = connections.take();
        } catch (MessagingException unreached) {
            return new Try(new Outcome.Away(unreached.getClass().getSimpleName()), false);
        }
        boolean wasUsed = connection.isUsed();
        boolean isUsable = false;
        try {
            connection.deliver(message, contentUntilNanos);
            isUsable = true;
            return new Try(new Outcome.Taken(), false);
        } catch (MessagingException notSent) {
            Optional<Integer> ofAddress = codeOfAddress(notSent);
            boolean hasEnded = hasEnded(notSent, ofAddress);
            isUsable = ofAddress.isPresent() && !hasEnded;
            return new Try(outcome(notSent, ofAddress), wasUsed && hasEnded && !connection.mayHaveArrived());
        } finally {
            if (!isUsable) {
                connection.giveUp();
            }
            connections.giveBack(connection);
        }
    }

    private MimeMessage message(Mail mail) throws MessagingException {
        MimeMultipart texts = new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html"));
        MimeMessage message = mail.attachment().isEmpty()
                ? new ReadyMessage(smtp.getSession(), texts)
                : withFile(texts, mail.attachment().get());
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to()));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(new Date());
        if (mail.id().isPresent()) {
            message.setHeader("Message-ID", "<" + mail.id().get() + "@" + domain + ">");
        }
        return message;
    }

    /** Encodes a text. Jakarta Mail would read the text four times, and search for a content handler each time. */
    private static MimeBodyPart part(String text, String kind) throws MessagingException {
        InternetHeaders headers = new InternetHeaders();
        headers.setHeader("Content-Type", "text/" + kind + "; charset=utf-8");
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        boolean isPlain = content.length == text.length() && !hasLongLine(content);
        headers.setHeader("Content-Transfer-Encoding", isPlain ? "7bit" : ENCODING);
        return new MimeBodyPart(headers, isPlain ? content : encoded(text));
    }

    private MimeMessage withFile(MimeMultipart texts, AttachedFile file) throws MessagingException {
        MimeBodyPart whole = new MimeBodyPart();
        whole.setContent(texts);
        InternetHeaders headers = new InternetHeaders();
        headers.setHeader("Content-Type", file.contentType());
        headers.setHeader("Content-Transfer-Encoding", "base64");
        MimeBodyPart part = new MimeBodyPart(headers, Base64.getMimeEncoder().encode(file.bytes()));
        part.setDisposition(Part.ATTACHMENT);
        part.setFileName(file.name());
        MimeMessage message = new MimeMessage(smtp.getSession());
        message.setContent(new MimeMultipart("mixed", whole, part));
        message.saveChanges();
        return message;
    }

    private static boolean hasLongLine(byte[] text) {
        int length = 0;
        for (byte one : text) {
            length = one == '\n' ? 0 : length + 1;
            if (length > LINE_MAX) {
                return true;
            }
        }
        return false;
    }

    private static byte[] encoded(String text) throws MessagingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream encoder = MimeUtility.encode(bytes, ENCODING)) {
            // Lines of e-mails end with CRLF.
            encoder.write(text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * The outcome of a failure after the server was reached. Every such failure uses up a try, so that the engine does
     * not send the e-mail without end.
     */
    private static Outcome outcome(MessagingException notSent, Optional<Integer> ofAddress) {
        if (ofAddress.isPresent()) {
            String said = "SMTP " + ofAddress.get();
            return NEVER.contains(ofAddress.get()) ? new Outcome.Refused(said) : new Outcome.NotNow(said);
        }
        return new Outcome.NotNow(
                notSent instanceof SMTPSendFailedException answered
                        ? "SMTP " + answered.getReturnCode()
                        : notSent.getClass().getSimpleName());
    }

    @Override
    public void ask() {
        try {
            smtp.testConnection();
        } catch (MessagingException away) {
            throw new MailSendException("The mail server is unavailable", away);
        }
    }

    /**
     * Whether the send failed because the connection ended. False for a rejected sender or recipient, because another
     * connection would not help.
     */
    private static boolean hasEnded(MessagingException notSent, Optional<Integer> ofAddress) {
        if (ofAddress.isEmpty() && notSent instanceof SMTPSendFailedException answered) {
            return CLOSED.contains(answered.getReturnCode());
        }
        return ofAddress.isEmpty() || CLOSED.contains(ofAddress.get());
    }

    /** The server's SMTP code for the recipient, found in the chain of exceptions. */
    private static Optional<Integer> codeOfAddress(MessagingException notSent) {
        Exception cause = notSent;
        for (int depth = 0; depth < CAUSES_MAX && cause instanceof MessagingException messaging; depth++) {
            if (cause instanceof SMTPAddressFailedException address) {
                return Optional.of(address.getReturnCode());
            }
            cause = messaging.getNextException();
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        connections.close();
        writeTimeouts.shutdownNow();
    }
}
