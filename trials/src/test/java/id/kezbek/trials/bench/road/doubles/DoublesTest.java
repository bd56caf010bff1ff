package id.kezbek.trials.bench.road.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.trials.bench.road.Counts;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoublesTest {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Doubles doubles;

    @BeforeEach
    void start() throws IOException {
        doubles = Doubles.start();
    }

    @AfterEach
    void stop() throws IOException {
        doubles.close();
        client.close();
    }

    @Test
    void paysInTheWordsOfAllFive() throws Exception {
        assertThat(pay("/api/v1/transfer/fund", "A", "{\"msisdn\":\"6281113333333\"}")
                        .path("transactionID")
                        .asString())
                .startsWith("D");
        assertThat(pay("/api/v1/provider/top-up", "B", "{}").path("ref_code").asString())
                .startsWith("D");
        assertThat(pay("/api/v2/accounts/transfer", "C", "{}").path("code").asString())
                .isEqualTo("200");
        JsonNode middletrans = pay("/ewallet/v1/transfer", "D", "{}");
        assertThat(middletrans.path("isSuccess").asBoolean()).isTrue();
        assertThat(middletrans.path("statusCode").asString()).isEqualTo("00");
        assertThat(pay("/api/v1/e-wallet/top-up", "E", "{}")
                        .path("topup_status")
                        .asString())
                .isEqualTo("200");
        assertThat(json(call("/api/v1/thirdparty/authorization", "", "{}"))
                        .path("token")
                        .asString())
                .isNotBlank();
        assertThat(doubles.book().counts()).isEqualTo(new Counts(5, 0, 0, 0));
    }

    @Test
    void givesEachPaymentNewReference() throws Exception {
        String first =
                pay("/api/v1/transfer/fund", "A", "{}").path("transactionID").asString();
        String second =
                pay("/api/v1/transfer/fund", "B", "{}").path("transactionID").asString();
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void countsKnownAndUnknownRequests() throws Exception {
        pay("/api/v2/accounts/transfer", "A-1", "{}");
        pay("/api/v2/accounts/transfer", "A-1", "{}");
        assertThat(json(ask("/api/v2/accounts/transfer/A-1")).path("status").asString())
                .isEqualTo("SUCCESS");
        assertThat(json(ask("/api/v1/transfer/fund/status?external_id=A-1"))
                        .path("status")
                        .asString())
                .isEqualTo("SUCCESS");
        assertThat(ask("/api/v2/accounts/transfer/A-2").statusCode()).isEqualTo(404);
        assertThat(doubles.book().counts()).isEqualTo(new Counts(1, 0, 1, 0));
    }

    @Test
    void notesWhenATimedCustomerIsPaid() throws Exception {
        pay("/api/v1/e-wallet/top-up", "A", "{\"wallet\":\"JOSVO_6281310000007\",\"amount\":10}");
        pay("/api/v1/e-wallet/top-up", "B", "{\"wallet\":\"JOSVO_6281110000007\",\"amount\":10}");
        assertThat(doubles.book().takeSeen().byNumber()).containsOnlyKeys("6281310000007");
        assertThat(doubles.book().takeSeen().byNumber()).isEmpty();
    }

    @Test
    void refusesUnknownRequest() throws Exception {
        assertThat(call("/somewhere", "A", "{}").statusCode()).isEqualTo(400);
        assertThat(call("/api/v1/transfer/fund", "", "{}").statusCode()).isEqualTo(400);
        assertThat(doubles.book().counts()).isEqualTo(new Counts(0, 0, 0, 2));
    }

    @Test
    void takesManyMessagesOnOneConnection() throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(doubles.mailPort()));
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            for (String text : new String[] {"short", ".\r\n..\r\n.", "long ".repeat(10_000)}) {
                MimeMessage message = message(session, text);
                transport.sendMessage(message, message.getAllRecipients());
            }
        }
        Transport.send(message(session, "on a connection of its own"));
        assertThat(doubles.book().counts()).isEqualTo(new Counts(0, 4, 0, 0));
    }

    /** If the network splits the end of a message, it is still one message. */
    @Test
    void findsAMessagesEndInPieces() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", doubles.mailPort());
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setTcpNoDelay(true);
            assertThat(answers.readLine()).startsWith("220 ");
            for (String command : new String[] {"RSET", "NOOP", "MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>"}) {
                say(socket, command + "\r\n");
                assertThat(answers.readLine()).startsWith("250 ");
            }
            say(socket, "DATA\r\n");
            assertThat(answers.readLine()).startsWith("354 ");
            for (char one : "x\r\n.\r\n".toCharArray()) {
                assertThat(doubles.book().counts().mails()).isZero();
                say(socket, String.valueOf(one));
            }
            assertThat(answers.readLine()).startsWith("250 ");
            say(socket, "VRFY c\r\nQUIT\r\n");
            assertThat(answers.readLine()).startsWith("502 ");
        }
        assertThat(doubles.book().counts().mails()).isEqualTo(1);
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static MimeMessage message(Session session, String text) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("no-reply@kezbek.example"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("customer@example.com"));
        message.setSubject("Subject");
        message.setText(text);
        return message;
    }

    private JsonNode pay(String path, String externalId, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = call(path, externalId, body);
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer);
    }

    private HttpResponse<String> call(String path, String externalId, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!externalId.isEmpty()) {
            request.header("X-External-Id", externalId);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) throws IOException {
        return URI.create("http://127.0.0.1:" + doubles.providersPort() + path);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
