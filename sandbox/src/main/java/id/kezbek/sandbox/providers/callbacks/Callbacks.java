package id.kezbek.sandbox.providers.callbacks;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.faults.Misbehaviour.CallbackPlan;
import id.kezbek.sandbox.providers.wire.Credentials;
import id.kezbek.sandbox.providers.wire.Signature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the results of orders to the engine. Each callback is sent only once, because the engine must tolerate lost
 * callbacks. GoPaid sends no callbacks, because it stores no references.
 */
public final class Callbacks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int THREADS = 2;
    private static final int MAX_WAITING = 10_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Map<Provider, Credentials> credentials;
    private final HttpClient client;
    private final ThreadPoolExecutor senders;
    private volatile @Nullable URI engine;

    public Callbacks(Map<Provider, Credentials> credentials) {
        this.credentials = credentials;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
        this.senders = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().daemon().name("providers-callback-", 0).factory(),
                (dropped, from) -> LOG.warn("{} callbacks are waiting; one callback is dropped", MAX_WAITING));
    }

    public void sendTo(URI engineBase) {
        this.engine = engineBase;
    }

    /** Sends the planned callbacks of a finished order. */
    void tell(BookLine line, CallbackPlan plan) {
        URI target = engine;
        String externalId = line.externalId();
        if (!plan.sent() && !plan.lied()
                || target == null
                || externalId == null
                || !line.provider().keepsReferences()) {
            return;
        }
        List<byte[]> bodies = bodies(line, externalId, plan);
        senders.execute(() -> bodies.forEach(body -> post(target, line.provider(), body)));
    }

    @Override
    public void close() {
        senders.shutdownNow();
        client.shutdownNow();
        senders.close();
        client.close();
    }

    /** The bodies in the order of sending. If the plan is out of order, the body with the status PENDING comes last. */
    private static List<byte[]> bodies(BookLine line, String externalId, CallbackPlan plan) {
        List<byte[]> bodies = new ArrayList<>();
        boolean isPaid = line.kind() == BookLine.Kind.PAID;
        if (plan.lied()) {
            bodies.add(body(externalId, isPaid ? "REVERSED" : "SUCCESS", line, line.at()));
        }
        if (!plan.sent()) {
            return bodies;
        }
        bodies.add(body(externalId, isPaid ? "SUCCESS" : "FAILED", line, line.at()));
        if (plan.outOfOrder()) {
            bodies.add(body(externalId, "PENDING", line, line.at().minusMillis(1)));
        }
        if (plan.doubled()) {
            bodies.addAll(List.copyOf(bodies));
        }
        return bodies;
    }

    private static byte[] body(String externalId, String status, BookLine line, Instant at) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("external_id", externalId);
        fields.put("status", status);
        fields.put("amount", Math.abs(line.amount()));
        fields.put("at", at.toString());
        return JSON.writeValueAsBytes(fields);
    }

    private void post(URI target, Provider provider, byte[] body) {
        Credentials known = credentials.get(provider);
        if (known == null) {
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(target.resolve("/api/callbacks/" + provider.name()))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("X-Signature", Signature.of(known.callbackSecret(), body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            client.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            LOG.debug("A callback of {} was lost", provider, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
