package id.kezbek.sandbox.snap;

import id.kezbek.sandbox.snap.SnapBook.TopUp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Midtrans' notifications about ended payouts. The header contains the SHA-512 of the body followed by the merchant
 * key.
 */
final class Notifications implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String merchantKey = UUID.randomUUID().toString();
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private volatile @Nullable URI target;

    Notifications(Clock clock) {
        this.clock = clock;
    }

    String merchantKey() {
        return merchantKey;
    }

    /** @param address the receiver from now on; null for none */
    void sendTo(@Nullable URI address) {
        target = address;
    }

    /** Sends the notification about an ended payout once, before the provider's next response. */
    void tell(TopUp topUp) {
        URI address = target;
        if (address == null || topUp.status().equals(SnapBook.PENDING)) {
            return;
        }
        byte[] body = JSON.writeValueAsString(Map.of(
                        "reference_no", topUp.providerReference(),
                        "partner_reference_no", topUp.reference(),
                        "amount", topUp.amount(),
                        "status", topUp.status().equals(SnapBook.PAID) ? "completed" : "failed",
                        "updated_at", clock.instant().toString()))
                .getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Iris-Signature", signature(body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            client.send(request, BodyHandlers.discarding());
        } catch (IOException lost) {
            // The notification is lost; the engine gets the result by an inquiry.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    private String signature(byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(body);
            return HexFormat.of().formatHex(digest.digest(merchantKey.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no SHA-512", e);
        }
    }
}
