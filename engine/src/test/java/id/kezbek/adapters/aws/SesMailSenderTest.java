package id.kezbek.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import id.kezbek.adapters.smtp.MailSenderContract;
import id.kezbek.notifications.MailSender;
import id.kezbek.notifications.MailSender.Mail;
import id.kezbek.notifications.MailSender.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.AlreadyExistsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SesMailSenderTest extends MailSenderContract {

    private static final String FROM = "no-reply@kezbek.example";
    private static final String TO = "customer@customers.example";

    @TempDir
    static Path folder;

    private static SesUnderTest standIn;
    private static URI endpoint;

    @BeforeAll
    static void open() {
        endpoint = AwsUnderTest.oneForAll().orElseGet(SesMailSenderTest::standIn);
        if (standIn == null) {
            try (SesV2Client ses = client(endpoint)) {
                ses.createEmailIdentity(create -> create.emailIdentity(FROM));
            } catch (AlreadyExistsException fromAnEarlierRun) {
                // It is already verified.
            }
        }
    }

    private static URI standIn() {
        standIn = SesUnderTest.start(folder);
        return standIn.uri();
    }

    @AfterAll
    static void close() {
        if (standIn != null) {
            standIn.close();
        }
    }

    @Override
    protected MailSender sender() {
        return sender(endpoint);
    }

    @Override
    protected MailSender senderTo(int closedPort) {
        return sender(URI.create("http://127.0.0.1:" + closedPort));
    }

    private static MailSender sender(URI endpoint) {
        return new SesMailSender(client(endpoint), FROM, "");
    }

    private static SesV2Client client(URI endpoint) {
        return AwsClients.repeatingOnlyWhatWasNotTaken(AwsUnderTest.at(endpoint, SesV2Client.builder()))
                .build();
    }

    /** Reads the sent e-mails from the simulator, or from moto. */
    @Override
    protected Optional<Arrived> arrived(String address) {
        JsonNode seen = read(endpoint + (standIn == null ? "/moto-api/data.json" : "/store"));
        return standIn == null ? atMoto(seen, address) : atStandIn(seen, address);
    }

    private static Optional<Arrived> atStandIn(JsonNode store, String address) {
        return store.path("emails")
                .valueStream()
                .filter(email -> email.at("/destination/to/0").stringValue("").equals(address))
                .map(email -> new Arrived(
                        email.path("subject").stringValue(""),
                        email.at("/body/html").stringValue(""),
                        email.at("/body/text").stringValue("")))
                .findFirst();
    }

    /** Moto stores the HTML of each e-mail, and no text. */
    private static Optional<Arrived> atMoto(JsonNode data, String address) {
        return data.at("/ses/Message")
                .valueStream()
                .filter(message -> message.toString().contains(address))
                .map(message -> new Arrived(
                        message.path("subject").stringValue(""),
                        message.path("body").stringValue(""),
                        null))
                .findFirst();
    }

    private static JsonNode read(String uri) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return JsonMapper.shared()
                    .readTree(client.send(
                                    HttpRequest.newBuilder(URI.create(uri)).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void fileGoesAlongInTheCall() throws IOException {
        byte[] bytes = {0, 1, 2, (byte) 0xFF};
        AtomicReference<JsonNode> seen = new AtomicReference<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            seen.set(JsonMapper.shared().readTree(call.getRequestBody().readAllBytes()));
            byte[] body = "{\"MessageId\":\"1\"}".getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(200, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        server.start();
        try {
            Mail mail = new Mail(TO, "Subject", "<p>Body</p>", "Body")
                    .with(new MailSender.AttachedFile("INV-2026-000042.pdf", "application/pdf", bytes));
            assertThat(senderTo(server.getAddress().getPort()).send(mail)).isEqualTo(new Outcome.Taken());
            JsonNode file = seen.get().at("/Content/Simple/Attachments/0");
            assertThat(file.path("FileName").asString()).isEqualTo("INV-2026-000042.pdf");
            assertThat(file.path("ContentType").asString()).isEqualTo("application/pdf");
            assertThat(file.path("ContentDisposition").asString()).isEqualTo("ATTACHMENT");
            assertThat(Base64.getDecoder().decode(file.path("RawContent").asString()))
                    .isEqualTo(bytes);
        } finally {
            server.stop(0);
        }
    }

    /** SES's own errors in the words of its documentation. No simulator returns them. */
    @ParameterizedTest
    @CsvSource({
        "400, MessageRejected, 'Message rejected: it is spam', Refused, MessageRejected",
        "400, BadRequestException, 'Missing final @domain: customer@customers.example', Refused, BadRequest",
        "400, MessageRejected, 'Email address is not verified. customer@customers.example', NotNow, NotVerified",
        "400, MailFromDomainNotVerifiedException, 'not verified', Away, MailFromDomainNotVerifiedException",
        "429, TooManyRequestsException, 'Maximum sending rate exceeded', Away, TooManyRequestsException",
        "400, LimitExceededException, 'Daily message quota exceeded', Away, LimitExceededException",
        "400, SendingPausedException, 'paused', Away, SendingPausedException",
        "400, AccountSuspendedException, 'suspended', Away, AccountSuspendedException",
        "403, UnrecognizedClientException, 'The security token is invalid', Away, UnrecognizedClientException",
        "500, InternalFailure, 'broken', Away, InternalFailure"
    })
    void distinguishesRejectedFromRetryable(int status, String error, String sentence, String outcome, String why)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            byte[] body = JsonMapper.shared()
                    .writeValueAsString(Map.of("message", sentence))
                    .getBytes(StandardCharsets.UTF_8);
            call.getRequestBody().readAllBytes();
            call.getResponseHeaders().add("x-amzn-ErrorType", error);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(status, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        server.start();
        try {
            Outcome told = senderTo(server.getAddress().getPort()).send(new Mail(TO, "Subject", "<p>Body</p>", "Body"));
            assertThat(told.getClass().getSimpleName()).isEqualTo(outcome);
            assertThat(told.toString()).contains(why).doesNotContain(TO);
        } finally {
            server.stop(0);
        }
    }
}
