package id.kezbek.notifications;

import java.util.Optional;
import java.util.UUID;

/** Sends an e-mail. */
public interface MailSender {

    /** A file attached to an e-mail. */
    final class AttachedFile {

        private final String name;
        private final String contentType;
        private final byte[] bytes;

        public AttachedFile(String name, String contentType, byte[] bytes) {
            this.name = name;
            this.contentType = contentType;
            this.bytes = bytes.clone();
        }

        public String name() {
            return name;
        }

        public String contentType() {
            return contentType;
        }

        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /**
     * An e-mail in the form in which it is sent, with an HTML part and a plain-text part.
     *
     * @param id the same for each try of the e-mail, so that a receiver can recognise a second copy; empty for none
     */
    record Mail(
            String to, String subject, String html, String text, Optional<AttachedFile> attachment, Optional<UUID> id) {

        public Mail(String to, String subject, String html, String text) {
            this(to, subject, html, text, Optional.empty(), Optional.empty());
        }

        public Mail with(AttachedFile file) {
            return new Mail(to, subject, html, text, Optional.of(file), id);
        }

        public Mail withId(UUID own) {
            return new Mail(to, subject, html, text, attachment, Optional.of(own));
        }

        @Override
        public String toString() {
            return "Mail[hidden]";
        }
    }

    /** The result of sending. */
    sealed interface Outcome {

        /** The mail system accepted the e-mail. */
        record Taken() implements Outcome {}

        /**
         * No e-mail can be sent now: the mail system is unavailable, overloaded, or refuses the engine.
         *
         * @param why a short code for the log; it never contains the mail system's message, which often quotes the
         *     address
         */
        record Away(String why) implements Outcome {}

        /**
         * This e-mail cannot be sent now, but other e-mails may succeed, and so may a retry.
         *
         * @param why as in {@link Away}
         */
        record NotNow(String why) implements Outcome {}

        /**
         * The mail system permanently rejects this e-mail or its address.
         *
         * @param why as in {@link Away}
         */
        record Refused(String why) implements Outcome {}
    }

    Outcome send(Mail mail);

    /**
     * Checks that the mail system is available, without sending anything.
     *
     * @throws RuntimeException if it is unavailable, does not answer in time, or refuses the engine
     */
    default void ask() {}
}
