package id.kezbek.adapters.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.notifications.MailSender;
import id.kezbek.notifications.MailSender.Mail;
import id.kezbek.notifications.MailSender.Outcome;
import id.kezbek.shared.Eventually;
import id.kezbek.testing.TestCertificate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that the engine keeps open, and commands that it sends together. */
class SmtpConversationTest {

    private static final Mail MAIL = SmtpMailSenderTest.MAIL;
    private static final int SENDERS = SmtpMailSenderTest.SENDERS;

    @Test
    void sendsManyOverOneConnectionAndClosesItWhenNoneComes() throws Exception {
        try (SmtpUnderTest server = SmtpUnderTest.start(SmtpUnderTest.Manner.POLITE);
                SmtpMailSender sender = senderTo(server.port())) {
            for (int n = 0; n < 10; n++) {
                assertThat(sender.send(MAIL)).isInstanceOf(Outcome.Taken.class);
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.taken()).isEqualTo(10);
            Eventually.holds("it is closed", () -> server.open() == 0);
        }
    }

    /** One connection for each concurrent sender, and no more. */
    @Test
    void keepsAConnectionForEachSender() throws Exception {
        try (SmtpUnderTest server = SmtpUnderTest.start(SmtpUnderTest.Manner.POLITE);
                SmtpMailSender sender = senderTo(server.port())) {
            List<Thread> senders = IntStream.range(0, SENDERS)
                    .mapToObj(n -> Thread.startVirtualThread(() -> {
                        for (int mail = 0; mail < 20; mail++) {
                            sender.send(MAIL);
                        }
                    }))
                    .toList();
            for (Thread one : senders) {
                one.join();
            }
            assertThat(server.taken()).isEqualTo(SENDERS * 20);
            assertThat(server.connections()).isLessThanOrEqualTo(SENDERS);
        }
    }

    /**
     * The ways in which servers end a connection that was valid before. None of them uses up a try of an e-mail or
     * sends it twice.
     */
    @ParameterizedTest
    @CsvSource({
        "a server that closes what is idle, CLOSES_IDLE",
        "a server that bounds the e-mails of a connection and says so, SAYS_421_TO_THE_SECOND",
        "a server that bounds them and just closes, CLOSES_AT_THE_SECOND",
        "a server that says so of the recipient, SAYS_421_OF_THE_SECOND_RECIPIENT"
    })
    void usesNewConnectionIfKeptOneEnded(String what, SmtpUnderTest.Manner manner) throws Exception {
        try (SmtpUnderTest server = SmtpUnderTest.start(manner);
                SmtpMailSender sender = senderTo(server.port())) {
            for (int n = 0; n < 4; n++) {
                assertThat(sender.send(MAIL)).as(what).isInstanceOf(Outcome.Taken.class);
                server.awaitItsWill();
            }
            assertThat(server.taken()).isEqualTo(4);
            assertThat(server.connections()).isEqualTo(4);
        }
    }

    /** A busy server would have to refuse each e-mail twice. */
    @Test
    void doesNotRetryRefusedSender() throws Exception {
        try (SmtpUnderTest server = SmtpUnderTest.start(SmtpUnderTest.Manner.SAYS_452_TO_THE_SECOND);
                SmtpMailSender sender = senderTo(server.port())) {
            assertThat(sender.send(MAIL)).isInstanceOf(Outcome.Taken.class);
            assertThat(sender.send(MAIL)).isEqualTo(new Outcome.NotNow("SMTP 452"));
            assertThat(server.connections()).isEqualTo(1);
            assertThat(sender.send(MAIL)).as("over another connection").isInstanceOf(Outcome.Taken.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWERS_ALL_AT_ONCE", "TAKES_ONE_COMMAND_AT_A_TIME"})
    void sendsCommandsTogetherOnlyIfTheServerOffersIt(SmtpUnderTest.Manner manner) throws Exception {
        try (SmtpUnderTest server = SmtpUnderTest.start(manner);
                SmtpMailSender sender = senderTo(server.port())) {
            for (int n = 0; n < 3; n++) {
                assertThat(sender.send(MAIL)).isInstanceOf(Outcome.Taken.class);
            }
            assertThat(server.taken()).isEqualTo(3);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void asksForConfiguredDeliveryNotifications() throws Exception {
        try (SmtpUnderTest server = SmtpUnderTest.start(SmtpUnderTest.Manner.NOTIFIES);
                SmtpMailSender sender =
                        SmtpMailSenderTest.senderTo(server.port(), Map.of("mail.smtp.dsn.notify", "FAILURE"))) {
            for (int n = 0; n < 3; n++) {
                assertThat(sender.send(MAIL)).isInstanceOf(Outcome.Taken.class);
            }
            assertThat(server.taken()).isEqualTo(3);
            assertThat(server.notified()).isEqualTo(3);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** The answer to the announced content must not be read as the answer to the next e-mail. */
    @Test
    void keepsConnectionAfterRejection() throws Exception {
        try (SmtpUnderTest server = SmtpUnderTest.start(SmtpUnderTest.Manner.REJECTS_THE_SECOND_RECIPIENT);
                SmtpMailSender sender = senderTo(server.port())) {
            assertThat(sender.send(MAIL)).isInstanceOf(Outcome.Taken.class);
            assertThat(sender.send(MAIL)).isEqualTo(new Outcome.Refused("SMTP 550"));
            assertThat(sender.send(MAIL)).isInstanceOf(Outcome.Taken.class);
            assertThat(server.taken()).isEqualTo(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void sendsNoContentOfRejectedEmail() throws Exception {
        try (SmtpUnderTest server =
                        SmtpUnderTest.start(SmtpUnderTest.Manner.REJECTS_THE_SECOND_RECIPIENT_AND_WANTS_CONTENT);
                SmtpMailSender sender = senderTo(server.port())) {
            assertThat(sender.send(MAIL)).isInstanceOf(Outcome.Taken.class);
            assertThat(sender.send(MAIL)).isEqualTo(new Outcome.Refused("SMTP 550"));
            assertThat(sender.send(MAIL)).isInstanceOf(Outcome.Taken.class);
            assertThat(server.taken()).isEqualTo(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /**
     * The confirmation may have been lost. The e-mail's row decides whether to send it again, because it counts the
     * tries.
     */
    @Test
    void doesNotRetryAfterContentWasSent() throws Exception {
        try (SmtpUnderTest server = SmtpUnderTest.start(SmtpUnderTest.Manner.TAKES_THE_SECOND_AND_CLOSES);
                SmtpMailSender sender = senderTo(server.port())) {
            assertThat(sender.send(MAIL)).isInstanceOf(Outcome.Taken.class);
            assertThat(sender.send(MAIL)).isInstanceOf(Outcome.NotNow.class);
            assertThat(server.taken()).isEqualTo(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** The engine gathers its writes below TLS. */
    @Test
    void sendsManyAndLongOverOneEncryptedConnection(@TempDir Path folder) throws Exception {
        byte[] file = new byte[200_000];
        TestCertificate certificate = TestCertificate.in(folder);
        Map<String, String> properties =
                Map.of("mail.smtp.starttls.required", "true", "mail.smtp.ssl.trust", "127.0.0.1");
        try (SmtpUnderTest server = SmtpUnderTest.start(SmtpUnderTest.Manner.STARTS_TLS, certificate.shownByTheJdk());
                SmtpMailSender sender = SmtpMailSenderTest.senderTo(server.port(), properties)) {
            for (int n = 0; n < 3; n++) {
                assertThat(sender.send(MAIL)).isInstanceOf(Outcome.Taken.class);
            }
            assertThat(sender.send(MAIL.with(new MailSender.AttachedFile("long.pdf", "application/pdf", file))))
                    .isInstanceOf(Outcome.Taken.class);
            assertThat(server.taken()).isEqualTo(4);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.contentChars()).as("as Base64").isGreaterThan(file.length * 4 / 3);
        }
    }

    private static SmtpMailSender senderTo(int port) {
        return SmtpMailSenderTest.senderTo(port, Map.of());
    }
}
