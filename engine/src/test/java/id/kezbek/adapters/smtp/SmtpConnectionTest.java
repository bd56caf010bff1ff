package id.kezbek.adapters.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SmtpConnectionTest {

    private static final String TO = "customer@customers.example";

    /** Another process may soon claim the e-mail. */
    @Test
    void sendsNoContentAfterDeadline() throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.quitwait", "false");
        Session session = Session.getInstance(properties);
        MimeMessage message = new MimeMessage(session);
        message.setFrom(TO);
        message.setRecipients(Message.RecipientType.TO, TO);
        message.setText("Body");
        try (SmtpUnderTest server = SmtpUnderTest.start(SmtpUnderTest.Manner.POLITE);
                SmtpConnection connection = new SmtpConnection(session, "smtp")) {
            connection.connect("127.0.0.1", server.port(), null, null);

            assertThatThrownBy(() -> connection.deliver(message, System.nanoTime()))
                    .isInstanceOf(MessagingException.class)
                    .hasMessageContaining("too slow");

            assertThat(connection.isUsable()).isFalse();
            assertThat(connection.mayHaveArrived()).as("must not be repeated").isTrue();
            assertThat(server.taken()).isZero();
        }
    }
}
