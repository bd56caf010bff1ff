package id.kezbek.adapters.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import id.kezbek.notifications.MailSender;
import id.kezbek.notifications.MailSender.Mail;
import id.kezbek.notifications.MailSender.Outcome;
import id.kezbek.testing.SharedWorld;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SmtpMailSenderTest extends MailSenderContract {

    private static final String TO = "customer@customers.example";
    static final Mail MAIL = new Mail(TO, "Subject", "<p>Body</p>", "Body");
    static final int SENDERS = 4;

    @Override
    protected MailSender sender() {
        return senderTo(Integer.parseInt(SharedWorld.get().engineProperties().get("spring.mail.port")));
    }

    @Override
    protected SmtpMailSender senderTo(int port) {
        return senderTo(port, Map.of("mail.smtp.timeout", "10000", "mail.smtp.connectiontimeout", "5000"));
    }

    static SmtpMailSender senderTo(int port, Map<String, String> properties) {
        JavaMailSenderImpl smtp = new JavaMailSenderImpl();
        smtp.setHost("127.0.0.1");
        smtp.setPort(port);
        Properties mail = new Properties();
        mail.putAll(properties);
        smtp.setJavaMailProperties(mail);
        try {
            return new SmtpMailSender(smtp, "no-reply@kezbek.example", SENDERS);
        } catch (MessagingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    @Override
    protected Optional<Arrived> arrived(String address) {
        URI uri = URI.create(
                SharedWorld.get().mailUrl() + "/messages?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
        try (HttpClient client = HttpClient.newHttpClient()) {
            JsonNode messages = JsonMapper.shared()
                    .readTree(client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
            return messages.valueStream()
                    .map(message -> new Arrived(
                            message.path("subject").stringValue(""),
                            message.path("html").stringValue(""),
                            message.path("text").stringValue("")))
                    .findFirst();
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void deliversAttachmentUnchanged() throws Exception {
        byte[] bytes = new byte[70_000];
        new Random(42).nextBytes(bytes);
        GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        server.start();
        try (SmtpMailSender sender = senderTo(server.getSmtp().getPort())) {
            Mail mail = MAIL.with(new MailSender.AttachedFile("INV-2026-000042.pdf", "application/pdf", bytes));
            assertThat(sender.send(mail)).isInstanceOf(Outcome.Taken.class);
            assertThat(server.waitForIncomingEmail(1)).isTrue();
            Multipart parts = (Multipart) server.getReceivedMessages()[0].getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            Multipart texts = (Multipart) parts.getBodyPart(0).getContent();
            assertThat(texts.getContentType()).startsWith("multipart/alternative");
            assertThat(texts.getBodyPart(1).getContent().toString()).isEqualTo("<p>Body</p>");
            BodyPart file = parts.getBodyPart(1);
            assertThat(file.getFileName()).isEqualTo("INV-2026-000042.pdf");
            assertThat(file.getDisposition()).isEqualTo(Part.ATTACHMENT);
            assertThat(file.getContentType()).startsWith("application/pdf");
            assertThat(file.getInputStream().readAllBytes()).isEqualTo(bytes);
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachTryHasTheSameMessageId(boolean hasFile) throws Exception {
        UUID id = UUID.randomUUID();
        Mail mail = hasFile
                ? MAIL.with(new MailSender.AttachedFile("INV-2026-000042.pdf", "application/pdf", new byte[10]))
                : MAIL;
        GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        server.start();
        try (SmtpMailSender sender = senderTo(server.getSmtp().getPort())) {
            assertThat(sender.send(mail.withId(id))).isInstanceOf(Outcome.Taken.class);
            assertThat(sender.send(mail.withId(id))).isInstanceOf(Outcome.Taken.class);
            assertThat(server.waitForIncomingEmail(2)).isTrue();
            for (MimeMessage received : server.getReceivedMessages()) {
                assertThat(received.getHeader("Message-ID")).containsExactly("<" + id + "@kezbek.example>");
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void refusesInvalidAddress() {
        assertThat(sender().send(new Mail("some..body@nowhere.test", "Subject", "<p>Body</p>", "Body")))
                .isInstanceOf(Outcome.Refused.class);
    }

    /** The server's code for the recipient decides. 554 usually means that the server refuses the sender. */
    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 no such mailbox here, Refused, SMTP 550",
        "553 5.1.3 mailbox name not allowed, Refused, SMTP 553",
        "450 4.2.1 mailbox busy, NotNow, SMTP 450",
        "421 4.7.0 too many from you, NotNow, SMTP 421",
        "452 4.3.1 out of space, NotNow, SMTP 452",
        "554 5.7.1 relay access denied, NotNow, SMTP 554",
        "530 5.7.0 authentication required, NotNow, SMTP 530"
    })
    void distinguishesRejectedFromRetryable(String reply, String outcome, String why) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.startVirtualThread(() -> answer(listening, reply));
            Outcome told;
            try (SmtpMailSender sender = senderTo(listening.getLocalPort())) {
                told = sender.send(MAIL);
            }
            assertThat(told.getClass().getSimpleName()).isEqualTo(outcome);
            assertThat(told.toString()).contains(why).doesNotContain(TO);
            server.join();
        }
    }

    /** Otherwise it would be sent again and again, and accepted each time. */
    @Test
    void acceptedEmailIsSentDespiteLostQuit() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.startVirtualThread(() -> breakOffOnceTaken(listening));
            try (SmtpMailSender sender = senderTo(listening.getLocalPort())) {
                assertThat(sender.send(MAIL)).isInstanceOf(Outcome.Taken.class);
            }
            server.join();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mail.smtp.timeout, 300000",
        "mail.smtp.timeout, 0",
        "mail.smtp.writetimeout, -1",
        "mail.smtp.writetimeout, 99999999999"
    })
    void refusesTimeoutsLongerThanAClaim(String name, String millis) {
        assertThatThrownBy(() -> senderTo(1, Map.of(name, millis)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + " is " + millis)
                .hasMessageContaining("from 1 to 30000");
    }

    /** Without a timeout, Jakarta Mail would wait without end. */
    @Test
    void hasTimeoutsOfEachProtocol() throws Exception {
        JavaMailSenderImpl smtp = new JavaMailSenderImpl();
        smtp.setProtocol("smtps");
        try (SmtpMailSender sender = new SmtpMailSender(smtp, "no-reply@kezbek.example", SENDERS)) {
            assertThat(smtp.getJavaMailProperties())
                    .containsEntry("mail.smtps.connectiontimeout", "5000")
                    .containsEntry("mail.smtps.timeout", "10000")
                    .containsEntry("mail.smtps.writetimeout", "10000");
        }
    }

    @Test
    void reportsServerThatStopped() throws Exception {
        SmtpUnderTest server = SmtpUnderTest.start(SmtpUnderTest.Manner.POLITE);
        try (SmtpMailSender sender = senderTo(server.port())) {
            assertThat(sender.send(MAIL)).isInstanceOf(Outcome.Taken.class);
            server.close();
            assertThat(sender.send(MAIL)).isInstanceOf(Outcome.Away.class);
        }
    }

    private static void breakOffOnceTaken(ServerSocket listening) {
        try (Socket caller = listening.accept();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
                PrintWriter out = new PrintWriter(caller.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            out.print("220 ready\r\n");
            out.flush();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean isContent = line.startsWith("DATA");
                if (!line.startsWith("QUIT")) {
                    out.print((isContent ? "354 go on" : "250 ok") + "\r\n");
                    out.flush();
                }
                if (isContent) {
                    while (!".".equals(lines.readLine())) {
                        // Reads the e-mail.
                    }
                    out.print("250 taken\r\n");
                    out.flush();
                }
                if (line.startsWith("QUIT")) {
                    // Closes with a reset instead of an answer.
                    caller.setSoLinger(true, 0);
                    return;
                }
            }
        } catch (IOException gone) {
            // The client has closed the connection.
        }
    }

    /** A minimal mail server that gives one answer for each recipient. */
    private static void answer(ServerSocket listening, String reply) {
        try (Socket caller = listening.accept();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
                PrintWriter out = new PrintWriter(caller.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            out.print("220 ready\r\n");
            out.flush();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String verb = line.substring(0, Math.min(4, line.length()));
                out.print((verb.equals("RCPT") ? reply : verb.equals("QUIT") ? "221 bye" : "250 ok") + "\r\n");
                out.flush();
                if (verb.equals("QUIT")) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The client has closed the connection.
        }
    }
}
