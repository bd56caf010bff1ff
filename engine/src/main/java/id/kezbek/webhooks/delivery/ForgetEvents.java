package id.kezbek.webhooks.delivery;

import id.kezbek.webhooks.endpoints.WebhookSettings;
import id.kezbek.webhooks.events.Events;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Deletes old events with their deliveries and attempts. */
@Component
public class ForgetEvents {

    private static final int CHUNK = 1_000;
    private static final int CHUNKS_MAX = 10_000;

    private final Events events;
    private final WebhookSettings settings;
    private final Clock clock;

    ForgetEvents(Events events, WebhookSettings settings, Clock clock) {
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Deletes at most ten million events, and returns the number of deleted events. The next run deletes further
     * events.
     */
    public int run() {
        Instant before = clock.instant().minus(settings.keptFor());
        int all = 0;
        for (int chunk = 0; chunk < CHUNKS_MAX; chunk++) {
            int forgotten = events.forget(before, CHUNK);
            all += forgotten;
            if (forgotten < CHUNK) {
                break;
            }
        }
        return all;
    }
}
