package id.kezbek.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MailSinkTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");
    private static MailSink sink;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        sink = MailSink.start(Clock.fixed(NOW, ZoneOffset.UTC));
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        sink.close();
    }

    @Test
    void givesBackBothPartsOfAMessage() throws Exception {
        send("budi+toko@example.com", "Kasbon – Rp 7.500", "Halo Budi é", "<p>Halo <b>Budi</b> é</p>");

        JsonNode found = messages("/messages?to=budi+toko@example.com");

        assertThat(found.size()).isEqualTo(1);
        JsonNode message = found.get(0);
        assertThat(message.propertyNames()).containsExactly("to", "subject", "html", "text", "at");
        assertThat(message.path("to").stringValue()).isEqualTo("budi+toko@example.com");
        assertThat(message.path("subject").stringValue()).isEqualTo("Kasbon – Rp 7.500");
        assertThat(message.path("text").stringValue().strip()).isEqualTo("Halo Budi é");
        assertThat(message.path("html").stringValue().strip()).isEqualTo("<p>Halo <b>Budi</b> é</p>");
        assertThat(message.path("at").stringValue()).isEqualTo(NOW.toString());
        assertThat(messages("/messages?to=Budi%2Btoko@EXAMPLE.com").size()).isEqualTo(1);
        assertThat(messages("/messages?to=nobody@example.com").size()).isZero();
    }

    @Test
    void listsTheNewestLast() throws Exception {
        send("siti@example.com", "first", "1", "<p>1</p>");
        send("siti@example.com", "second", "2", "<p>2</p>");

        JsonNode found = messages("/messages?to=siti@example.com");

        assertThat(found.get(0).path("subject").stringValue()).isEqualTo("first");
        assertThat(found.get(1).path("subject").stringValue()).isEqualTo("second");
    }

    @Test
    void readsAMessageOfOnePart() throws Exception {
        MimeMessage message = message("plain@example.com", "plain");
        message.setText("only text", "UTF-8");
        Transport.send(message);

        JsonNode found = messages("/messages?to=plain@example.com").get(0);
        assertThat(found.path("text").stringValue().strip()).isEqualTo("only text");
        assertThat(found.path("html").stringValue()).isEmpty();
    }

    @Test
    void showsPeopleTheMailWithoutTrustingIt() throws Exception {
        send("eve@example.com", "<script>x</script>", "</pre><i>t</i>", "<p title=\"q\">h</p>");

        String list = get("/").body();
        assertThat(list).contains("&lt;script&gt;").doesNotContain("<script>x");
        String link = list.substring(list.indexOf("/messages/"), list.indexOf("\">&lt;script"));
        String page = get(link).body();
        assertThat(page)
                .contains("<iframe sandbox", "srcdoc=\"&lt;p title=&quot;q&quot;&gt;", "&lt;/pre&gt;&lt;i&gt;")
                .doesNotContain("<p title");
        assertThat(get("/messages/999999").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsTheNewestOnly() {
        Mailbox mailbox = new Mailbox();
        for (int number = 1; number <= Mailbox.MAX_MESSAGES + 3; number++) {
            mailbox.add(new MessageParts("s" + number, "", ""), "a@example.com", NOW);
        }

        assertThat(mailbox.all()).hasSize(Mailbox.MAX_MESSAGES);
        assertThat(mailbox.all().getFirst().subject()).isEqualTo("s4");
        assertThat(mailbox.numbered(3)).isEmpty();
        assertThat(mailbox.numbered(4)).isPresent();
    }

    private static void send(String to, String subject, String text, String html) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        MimeBodyPart rich = new MimeBodyPart();
        rich.setText(html, "UTF-8", "html");
        MimeMessage message = message(to, subject);
        message.setContent(new MimeMultipart("alternative", plain, rich));
        Transport.send(message);
    }

    private static MimeMessage message(String to, String subject) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", sink.engineProperties().get("spring.mail.host"));
        properties.put("mail.smtp.port", sink.engineProperties().get("spring.mail.port"));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("no-reply@kezbek.id"));
        message.setRecipient(RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        return message;
    }

    private static JsonNode messages(String path) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get(path).body());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(sink.url().resolve(path)).build(), BodyHandlers.ofString());
    }
}
