package id.kezbek.sandbox.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;

/** The readable parts of an e-mail: the first HTML part and the first plain part at any depth. */
record MessageParts(String subject, String html, String text) {

    private static final int MAX_DEPTH = 10;
    private static final int MAX_PART_CHARACTERS = 500_000;

    static MessageParts of(MimeMessage message) throws MessagingException, IOException {
        String subject = message.getSubject();
        return new MessageParts(
                subject == null ? "" : subject, first(message, "text/html", 0), first(message, "text/plain", 0));
    }

    private static String first(Part part, String type, int depth) throws MessagingException, IOException {
        if (depth > MAX_DEPTH || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return "";
        }
        if (part.isMimeType(type) && part.getContent() instanceof String content) {
            return content.substring(0, Math.min(content.length(), MAX_PART_CHARACTERS));
        }
        return part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts
                ? firstOf(parts, type, depth)
                : "";
    }

    private static String firstOf(Multipart parts, String type, int depth) throws MessagingException, IOException {
        for (int index = 0; index < parts.getCount(); index++) {
            BodyPart part = parts.getBodyPart(index);
            String found = first(part, type, depth + 1);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }
}
