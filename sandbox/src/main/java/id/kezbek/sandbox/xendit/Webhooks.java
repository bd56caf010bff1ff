package id.kezbek.sandbox.xendit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends each webhook at least once, and repeats it until it gets a 2xx response or its schedule ends. Webhooks arrive
 * in any order, because each webhook has its own schedule.
 */
final class Webhooks implements AutoCloseable {

    /** The waiting time before each repeat, as Xendit documents it. */
    static final List<Duration> REPEATS = List.of(
            Duration.ofMinutes(15),
            Duration.ofMinutes(45),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12));

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Agenda agenda;
    private final Clock clock;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private volatile @Nullable URI target;
    private volatile boolean isDoubled;

    Webhooks(Agenda agenda, Clock clock, String token) {
        this.agenda = agenda;
        this.clock = clock;
        this.token = token;
    }

    /**
     * @param address the receiver of webhooks from now on; null for none
     */
    void sendTo(@Nullable URI address) {
        target = address;
    }

    /** If true, each webhook is sent twice, as after a lost response. */
    void doubled(boolean doubled) {
        isDoubled = doubled;
    }

    /** Schedules the webhook about a payout's new state. */
    void tell(XenditPayout payout) {
        if (target == null) {
            return;
        }
        Instant now = clock.instant();
        byte[] body = JSON.writeValueAsString(Map.of(
                        "event",
                        "payout." + payout.status().name().toLowerCase(Locale.ROOT),
                        "business_id",
                        "sandbox",
                        "created",
                        now.toString(),
                        "data",
                        payout.json()))
                .getBytes(StandardCharsets.UTF_8);
        agenda.at(now, () -> send(body, 0));
        if (isDoubled) {
            agenda.at(now, () -> send(body, 0));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    private void send(byte[] body, int repeats) {
        if (!isReceived(body) && repeats < REPEATS.size()) {
            agenda.at(clock.instant().plus(REPEATS.get(repeats)), () -> send(body, repeats + 1));
        }
    }

    private boolean isReceived(byte[] body) {
        URI address = target;
        if (address == null) {
            return false;
        }
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("x-callback-token", token)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException lost) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
