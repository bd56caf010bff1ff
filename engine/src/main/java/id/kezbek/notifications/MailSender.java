package id.kezbek.notifications;

/** Hands an e-mail to the world. */
public interface MailSender {

    /** An e-mail as it is sent, with an HTML and a plain text part. */
    record Mail(String to, String subject, String html, String text) {}

    /** @throws RuntimeException where the mail system did not take it; it may be tried again */
    void send(Mail mail);
}
