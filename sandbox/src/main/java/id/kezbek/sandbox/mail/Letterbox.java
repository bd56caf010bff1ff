package id.kezbek.sandbox.mail;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

/**
 * The account of any recipient. It keeps messages in our bounded mailbox instead of GreenMail's store, which would grow
 * for ever and in which a message would have to be looked up again.
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

    /** Nobody logs in to a letterbox. */
    @Override
    public void setPassword(String password) {}

    @Override
    public void authenticate(String password) {}

    /** Nothing stands in GreenMail's store, so nothing is to be made or removed there. */
    @Override
    public void create() {}

    @Override
    public void delete() {}
}
