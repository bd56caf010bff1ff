package id.kezbek.webhooks.delivery;

import id.kezbek.shared.Ids;
import id.kezbek.shared.http.BareHttp;
import id.kezbek.webhooks.endpoints.WebhookSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Sends a signed event to an endpoint, once. The sender follows no redirect, uses no proxy, and reads at most 1 kB of
 * the response. The time of the signature comes from the engine's clock.
 */
@Component
class HttpSender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpSender.class);

    private static final int ANSWER_BYTES_MAX = 1024;
    private static final int HEADERS_MAX = 50;
    private static final int HEADER_BYTES_MAX = 4 * 1024;
    private static final int CONNECTIONS_MAX = 4_096;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");
    private static final String USER_AGENT = "Cezbek-Webhooks/1";

    private final Duration timeout;
    private final Clock clock;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor deadlines;

    @Autowired
    HttpSender(WebhookSettings settings, Clock clock) {
        this(settings, new GuardedResolver(SystemDefaultDnsResolver.INSTANCE, settings.allowsInternal()), clock);
    }

    HttpSender(WebhookSettings settings, GuardedResolver resolver, Clock clock) {
        this.timeout = settings.timeout();
        this.clock = clock;
        this.client = client(resolver, timeout);
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("webhook-deadlines-", 0).factory());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    private static CloseableHttpClient client(GuardedResolver resolver, Duration timeout) {
        return BareHttp.client(timeout, KEEP_ALIVE)
                .setConnectionManager(BareHttp.connections(CONNECTIONS_MAX, HEADERS_MAX, HEADER_BYTES_MAX)
                        .setDnsResolver(resolver)
                        .setDefaultConnectionConfig(BareHttp.connection(timeout)
                                .setTimeToLive(TimeValue.of(KEEP_ALIVE))
                                .build())
                        .build())
                .setUserAgent(USER_AGENT)
                .build();
    }

    /**
     * Sends the event; every failure is a {@link Reply}. The client throws a RuntimeException for some URLs and
     * responses. Without a {@code Reply}, the attempt would not be recorded, and the delivery would be sent again
     * without end.
     */
    Reply send(Claimed delivery) {
        long began = System.nanoTime();
        try {
            return attempt(request(delivery), began);
        } catch (RuntimeException refused) {
            log.atWarn()
                    .addKeyValue("delivery", Ids.text(delivery.id()))
                    .addKeyValue("error", refused.getClass().getSimpleName())
                    .log("webhook could not be sent; the attempt has failed");
            return Reply.failed(Failure.NO_ANSWER, since(began));
        }
    }

    private HttpPost request(Claimed delivery) {
        Instant now = clock.instant();
        String id = Ids.text(delivery.event());
        HttpPost request = new HttpPost(delivery.url());
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
        request.setHeader(
                "webhook-signature",
                delivery.secrets().stream()
                        .map(secret -> secret.sign(id, now, delivery.body()))
                        .collect(Collectors.joining(" ")));
        request.setEntity(new StringEntity(delivery.body(), ContentType.APPLICATION_JSON));
        return request;
    }

    private Reply attempt(HttpPost request, long began) {
        AtomicBoolean isTimeUp = new AtomicBoolean();
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    isTimeUp.set(true);
                    request.cancel();
                },
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = client.executeOpen(null, request, null);
            try {
                return reply(request, response, since(began));
            } finally {
                close(response);
            }
        } catch (IOException failed) {
            return Reply.failed(isTimeUp.get() ? Failure.TIMEOUT : failure(failed), since(began));
        } finally {
            deadline.cancel(false);
        }
    }

    private Reply reply(HttpPost request, ClassicHttpResponse response, Duration duration) throws IOException {
        return new Reply(
                response.getCode(), null, answer(request, response.getEntity()), retryAfter(response), duration);
    }

    /**
     * Reads the beginning of the response. The connection of a longer response is closed, so that a receiver cannot
     * make the engine read without limit.
     */
    private static String answer(HttpPost request, @Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        InputStream content = entity.getContent();
        byte[] bytes = content.readNBytes(ANSWER_BYTES_MAX);
        if (bytes.length == ANSWER_BYTES_MAX && content.read() >= 0) {
            request.cancel();
        }
        return CONTROL.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll("");
    }

    private static void close(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException cut) {
            // Ignored, because the connection is closed before the end of a long response.
        }
    }

    private Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        if (header == null) {
            return Duration.ZERO;
        }
        String value = header.getValue().strip();
        if (SECONDS.matcher(value).matches()) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Duration wait = Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException none) {
            return Duration.ZERO;
        }
    }

    private static Failure failure(IOException failed) {
        return switch (failed) {
            case GuardedResolver.InternalAddressException internal -> Failure.INTERNAL_ADDRESS;
            case UnknownHostException unknown -> Failure.UNKNOWN_HOST;
            case ConnectTimeoutException late -> Failure.TIMEOUT;
            case HttpHostConnectException refused -> Failure.CONNECTION_FAILED;
            case ConnectException refused -> Failure.CONNECTION_FAILED;
            case SSLException untrusted -> Failure.TLS_FAILED;
            default -> Failure.NO_ANSWER;
        };
    }

    private static Duration since(long beganNanos) {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
