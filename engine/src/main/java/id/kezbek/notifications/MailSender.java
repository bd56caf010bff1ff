package id.kezbek.notifications;

/** Hands an e-mail to the world. */
public interface MailSender {

    /** An e-mail as it is sent, with an HTML and a plain text part. */
    record Mail(String to, String subject, String html, String text) {

        @Override
        public String toString() {
            return "Mail[hidden]";
        }
    }

    /** What became of it. */
    sealed interface Outcome {

        /** The mail system has it. */
        record Taken() implements Outcome {}

        /**
         * No e-mail can be sent now: the mail system is away, too busy, or does not let us send at all.
         *
         * @param why in a word for the log; never an address, which mail systems like to quote
         */
        record Away(String why) implements Outcome {}

        /**
         * Not this e-mail now, which says nothing of others; it may be taken later.
         *
         * @param why as in {@link Away}
         */
        record NotNow(String why) implements Outcome {}

        /**
         * Never: this e-mail or its address is refused for itself, and would be each time.
         *
         * @param why as in {@link Away}
         */
        record Refused(String why) implements Outcome {}
    }

    Outcome send(Mail mail);

    /**
     * Asks the mail system whether it is there, and sends nothing.
     *
     * @throws RuntimeException where it is not, does not answer in time, or lets us send nothing
     */
    default void ask() {}
}
