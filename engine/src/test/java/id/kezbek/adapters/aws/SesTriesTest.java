package id.kezbek.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import id.kezbek.notifications.MailSender;
import id.kezbek.notifications.MailSender.Mail;
import id.kezbek.notifications.MailSender.Outcome;
import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The client as the engine creates it, with a server that accepts an e-mail but does not confirm it. */
class SesTriesTest {

    private static final Mail MAIL = new Mail("customer@customers.example", "Subject", "<p>Body</p>", "Body");
    private static final String SENDING = "/v2/email/outbound-emails";

    private final AtomicInteger sent = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService answering = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(answering);
        server.createContext("/", call -> answer(call, 200, "{\"SendingEnabled\":true}"));
        server.start();
    }

    @AfterEach
    void close() {
        over.countDown();
        server.stop(0);
        answering.close();
    }

    @Test
    void sendsFailedEmailOnlyOnce() {
        onceSent(call -> answer(call, 500, "{\"message\":\"broken\"}"));

        assertThat(send()).isEqualTo(new Outcome.Away("status 500"));
        assertThat(sent).hasValue(1);
    }

    /**
     * If SES was too busy, it has not accepted the e-mail. The mail system is available, and other e-mails are not
     * affected.
     */
    @Test
    void retriesThrottledEmailSoon() {
        onceSent(call -> answer(call, 429, "{\"__type\":\"TooManyRequestsException\"}"));

        assertThat(send()).isEqualTo(new Outcome.Taken());
        assertThat(sent).hasValue(2);
    }

    @Test
    void lostAnswerCountsAsTry() {
        onceSent(HttpExchange::close);

        assertThat(send()).isEqualTo(new Outcome.NotNow("NoAnswer"));
        assertThat(sent).hasValue(1);
    }

    @Test
    void lateAnswerCountsAsTry() {
        onceSent(call -> {
            awaitTheEnd();
            answer(call, 200, "{\"MessageId\":\"1\"}");
        });

        assertThat(send()).isEqualTo(new Outcome.NotNow("NoAnswer"));
        assertThat(sent).hasValue(1);
    }

    /** With many processes, most checks are throttled. */
    @ParameterizedTest
    @CsvSource({
        "200, '{\"SendingEnabled\":true}', true",
        "200, '{\"SendingEnabled\":false}', false",
        "429, '{\"__type\":\"TooManyRequestsException\"}', true",
        "403, '{\"__type\":\"AccessDeniedException\"}', true",
        "403, '{\"__type\":\"UnrecognizedClientException\"}', false",
        "404, '{}', true",
        "500, '{}', false"
    })
    void knowsFromAnyAnswerButARefusalThatSesIsThere(int status, String json, boolean isThere) {
        server.createContext("/v2/email/account", call -> answer(call, status, json));
        assertThat(with(SesTriesTest::answersTheWatch)).isEqualTo(isThere);
    }

    private static boolean answersTheWatch(MailSender mail) {
        try {
            mail.ask();
            return true;
        } catch (RuntimeException away) {
            return false;
        }
    }

    /** The handler answers the first e-mail; later e-mails are accepted. */
    private void onceSent(HttpHandler first) {
        server.createContext(SENDING, call -> {
            call.getRequestBody().readAllBytes();
            if (sent.incrementAndGet() == 1) {
                first.handle(call);
            } else {
                answer(call, 200, "{\"MessageId\":\"2\"}");
            }
        });
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange call, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    private Outcome send() {
        return with(mail -> mail.send(MAIL));
    }

    private <T> T with(Function<MailSender, T> use) {
        AtomicReference<T> outcome = new AtomicReference<>();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        AwsAutoConfiguration.class,
                        CredentialsProviderAutoConfiguration.class,
                        RegionProviderAutoConfiguration.class,
                        SqsAutoConfiguration.class))
                .withUserConfiguration(AwsClients.class, SesMailSender.class)
                .withPropertyValues(
                        "cezbek.mail=ses",
                        "cezbek.notifications.queue=emails",
                        "spring.cloud.aws.ses.endpoint=http://127.0.0.1:"
                                + server.getAddress().getPort(),
                        "spring.cloud.aws.region.static=ap-southeast-3",
                        "spring.cloud.aws.credentials.access-key=key",
                        "spring.cloud.aws.credentials.secret-key=secret")
                .run(made -> outcome.set(use.apply(made.getBean(MailSender.class))));
        return outcome.get();
    }
}
