package id.kezbek.sandbox.mail;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

/**
 * The GreenMail account of every recipient. This class stores messages in the sandbox's mailbox, which has a maximum
 * size. GreenMail's own store would grow without limit and would need a search for each message.
 */
record Letterbox(String address, Mailbox mailbox, Clock clock) implements GreenMailUser {

    @Override
    public void deliver(MovingMessage message) {
        deliver(message.getMessage());
    }

    @Override
    public void deliver(MimeMessage message) {
        try {
            mailbox.add(MessageParts.of(message), address, clock.instant());
        } catch (MessagingException e) {
            throw new IllegalArgumentException("The message cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The message cannot be read", e);
        }
    }

    @Override
    public String getEmail() {
        return address;
    }

    @Override
    public String getLogin() {
        return address;
    }

    @Override
    public String getQualifiedMailboxName() {
        return address;
    }

    @Override
    public String getPassword() {
        return "";
    }

    /** Does nothing, because nobody logs in to a mailbox. */
    @Override
    public void setPassword(String password) {}

    @Override
    public void authenticate(String password) {}

    /** Does nothing, because GreenMail's store is not used. */
    @Override
    public void create() {}

    @Override
    public void delete() {}
}
