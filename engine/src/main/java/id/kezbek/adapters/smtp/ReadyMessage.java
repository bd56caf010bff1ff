package id.kezbek.adapters.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A message whose content is already encoded. For other messages, Jakarta Mail searches for a content handler and
 * computes the headers of each part again.
 */
final class ReadyMessage extends MimeMessage {

    private static final int USUAL_BYTES = 8 * 1024;

    /** @param parts parts with their headers and encoded contents */
    ReadyMessage(Session session, MimeMultipart parts) throws MessagingException {
        super(session);
        content = encoded(parts);
        modified = false;
        saved = true;
        setHeader("MIME-Version", "1.0");
        setHeader("Content-Type", parts.getContentType());
        updateMessageID();
    }

    private static byte[] encoded(MimeMultipart parts) throws MessagingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try {
            parts.writeTo(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
