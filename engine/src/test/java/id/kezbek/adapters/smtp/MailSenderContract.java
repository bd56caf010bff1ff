package id.kezbek.adapters.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.notifications.MailSender;
import id.kezbek.notifications.MailSender.Mail;
import id.kezbek.notifications.MailSender.Outcome;
import id.kezbek.shared.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The common behaviour of all mail senders. */
public abstract class MailSenderContract {

    /**
     * The e-mail as the mail system delivered it.
     *
     * @param text null if the mail system does not store it
     */
    public record Arrived(
            String subject, String html, @Nullable String text) {}

    protected abstract MailSender sender();

    /** A sender whose mail system is not reachable. */
    protected abstract MailSender senderTo(int closedPort);

    /** The e-mail that arrived at an address; empty until then. */
    protected abstract Optional<Arrived> arrived(String address);

    @Test
    void deliversBothFormsAndAllScripts() {
        String to = UUID.randomUUID() + "@customers.example";
        String html = "<p>Kode Anda <b>073915</b> – ééé 日本 🎉</p>";
        String text = "Kode Anda 073915\n\nééé 日本 🎉 =3D . \n.\nend";

        assertThat(sender().send(new Mail(to, "Kode masuk: ééé 日本", html, text)))
                .isEqualTo(new Outcome.Taken());

        Eventually.holds("it has arrived", () -> arrived(to).isPresent());
        Arrived arrived = arrived(to).orElseThrow();
        assertThat(arrived.subject()).isEqualTo("Kode masuk: ééé 日本");
        assertThat(arrived.html().strip()).isEqualTo(html);
        if (arrived.text() != null) {
            assertThat(arrived.text().replace("\r\n", "\n").strip()).isEqualTo(text);
        }
    }

    /** Servers cut lines of more than 998 characters, and treat a line with only a dot as the end of the e-mail. */
    @Test
    void longLinesAndDotsArriveAsTheyAre() {
        String to = UUID.randomUUID() + "@customers.example";
        String html = "<p>" + "plain ".repeat(400) + "</p>\n.\n.html\n<p>end</p>";
        String text = "first\n.\n..\n.dot\n" + "x".repeat(2_000) + "\nlast";

        assertThat(sender().send(new Mail(to, "Subject", html, text))).isEqualTo(new Outcome.Taken());

        Eventually.holds("it has arrived", () -> arrived(to).isPresent());
        Arrived arrived = arrived(to).orElseThrow();
        assertThat(arrived.html().replace("\r\n", "\n").strip()).isEqualTo(html);
        if (arrived.text() != null) {
            assertThat(arrived.text().replace("\r\n", "\n").strip()).isEqualTo(text);
        }
    }

    @Test
    void acceptsNextEmail() {
        for (int n = 0; n < 3; n++) {
            String to = UUID.randomUUID() + "@customers.example";
            assertThat(sender().send(new Mail(to, "Subject", "<p>Body</p>", "Body")))
                    .isEqualTo(new Outcome.Taken());
        }
    }

    @Test
    void reportsUnavailableMailSystem() throws IOException {
        int closedPort;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = nobody.getLocalPort();
        }
        String to = "somebody@customers.example";
        assertThatCode(() -> sender().ask()).doesNotThrowAnyException();
        assertThatThrownBy(() -> senderTo(closedPort).ask()).isInstanceOf(RuntimeException.class);
        assertThat(senderTo(closedPort).send(new Mail(to, "Subject", "<p>Body</p>", "Body")))
                .isInstanceOfSatisfying(
                        Outcome.Away.class,
                        away -> assertThat(away.why()).isNotBlank().doesNotContain(to));
    }
}
