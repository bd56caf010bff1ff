package id.kezbek.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.webhooks.WebhookReceiver;
import id.kezbek.webhooks.WebhookReceiver.Response;
import id.kezbek.webhooks.endpoints.WebhookSecret;
import id.kezbek.webhooks.endpoints.WebhookSettings;
import id.kezbek.webhooks.events.WebhookType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One attempt over real sockets: its failures, its limits, and the protection of internal systems. */
class HttpSenderTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final WebhookReceiver receiver = new WebhookReceiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    /** A name server of an attacker, whose answers change. */
    private record Names(String... addresses) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = new InetAddress[addresses.length];
            for (int at = 0; at < addresses.length; at++) {
                found[at] = InetAddress.getByName(addresses[at]);
            }
            return found;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static HttpSender sender(DnsResolver names, boolean allowsInternal, Duration timeout) {
        WebhookSettings settings =
                new WebhookSettings(allowsInternal, timeout, Duration.ofDays(30), Duration.ofDays(5));
        return new HttpSender(settings, new GuardedResolver(names, allowsInternal), Clock.systemUTC());
    }

    private static Claimed delivery(String url) {
        return new Claimed(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                url,
                WebhookType.TEST,
                "{\"type\":\"webhook.test\"}",
                1,
                1,
                List.of(WebhookSecret.parse(SECRET)));
    }

    private Reply sent(String url) {
        try (HttpSender sender = sender(SystemDefaultDnsResolver.INSTANCE, true, Duration.ofSeconds(10))) {
            return sender.send(delivery(url));
        }
    }

    @Test
    void publishedLibraryAcceptsTheRequest() {
        assertThat(sent(receiver.url()).isSuccess()).isTrue();
        assertThat(receiver.received().getFirst().isSignedWith(SECRET)).isTrue();
        assertThat(receiver.received().getFirst().isSignedWith("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS0"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00::1", "::ffff:192.168.0.1"})
    void neverConnectsToAnInternalAddress(String address) {
        try (HttpSender sender = sender(new Names(address), false, Duration.ofSeconds(10))) {
            String url = receiver.url().replace("127.0.0.1", "shop.example");
            assertThat(sender.send(delivery(url)).failure()).isEqualTo(Failure.INTERNAL_ADDRESS);
        }
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void oneInternalAddressAmongPublicOnesIsEnoughToRefuse() {
        try (HttpSender sender = sender(new Names("93.184.215.14", "127.0.0.1"), false, Duration.ofSeconds(10))) {
            assertThat(sender.send(delivery("http://shop.example:1/")).failure())
                    .isEqualTo(Failure.INTERNAL_ADDRESS);
        }
    }

    @Test
    void addressInTheUrlIsCheckedToo() {
        try (HttpSender sender = sender(SystemDefaultDnsResolver.INSTANCE, false, Duration.ofSeconds(10))) {
            assertThat(sender.send(delivery(receiver.url())).failure()).isEqualTo(Failure.INTERNAL_ADDRESS);
        }
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void readsOnlyTheFirstKilobyteOfAnEndlessAnswer() {
        receiver.answers(webhook -> new Response(200, "a\u0000b" + "x".repeat(5_000_000), Map.of()));
        Reply reply = sent(receiver.url());
        assertThat(reply.isSuccess()).isTrue();
        assertThat(reply.answer()).startsWith("ab").hasSize(1023);
        assertThat(sent(receiver.url()).isSuccess()).isTrue();
    }

    @Test
    void givesUpAfterTheTimeout() {
        CountDownLatch never = new CountDownLatch(1);
        receiver.answers(webhook -> {
            try {
                never.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
            return Response.of(204);
        });
        try (HttpSender sender = sender(SystemDefaultDnsResolver.INSTANCE, true, Duration.ofMillis(300))) {
            assertThat(sender.send(delivery(receiver.url())).failure()).isEqualTo(Failure.TIMEOUT);
        }
        never.countDown();
    }

    @Test
    void namesWhyThereWasNoAnswer() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertThat(sent("http://127.0.0.1:" + closed + "/").failure()).isEqualTo(Failure.CONNECTION_FAILED);
        assertThat(sent("http://no-such-host.invalid/").failure()).isEqualTo(Failure.UNKNOWN_HOST);
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = Thread.ofVirtual().start(() -> answer(plain, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            assertThat(sent("https://127.0.0.1:" + plain.getLocalPort() + "/").failure())
                    .isEqualTo(Failure.TLS_FAILED);
            answering.interrupt();
        }
    }

    private static void answer(ServerSocket server, String answer) {
        try (Socket connection = server.accept()) {
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            connection.getInputStream().readNBytes(1);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** The HTTP client throws a RuntimeException for both. */
    @Test
    void impossiblePortsAndStatusesAreFailedAttempts() throws IOException {
        assertThat(sent("http://127.0.0.1:99999/hooks").failure()).isEqualTo(Failure.NO_ANSWER);
        assertThat(answeredBy("HTTP/1.1 000 x\r\nContent-Length: 0\r\n\r\n").failure())
                .isEqualTo(Failure.NO_ANSWER);
    }

    @Test
    void refusesHugeHeaders() {
        receiver.answers(webhook -> new Response(200, "", Map.of("X-Huge", "x".repeat(5_000))));
        assertThat(sent(receiver.url()).failure()).isEqualTo(Failure.NO_ANSWER);
    }

    private Reply answeredBy(String answer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = Thread.ofVirtual().start(() -> answer(server, answer));
            Reply reply = sent("http://127.0.0.1:" + server.getLocalPort() + "/");
            answering.interrupt();
            return reply;
        }
    }

    @Test
    void readsRetryAfter() {
        receiver.answers(webhook -> new Response(429, "", Map.of("Retry-After", "90")));
        assertThat(sent(receiver.url()).retryAfter()).isEqualTo(Duration.ofSeconds(90));
        receiver.answers(webhook -> new Response(503, "", Map.of("Retry-After", "Fri, 31 Dec 2100 23:59:59 GMT")));
        assertThat(sent(receiver.url()).retryAfter()).isGreaterThan(Duration.ofDays(1));
        receiver.answers(webhook -> new Response(503, "", Map.of("Retry-After", "soon")));
        assertThat(sent(receiver.url()).retryAfter()).isZero();
    }
}
