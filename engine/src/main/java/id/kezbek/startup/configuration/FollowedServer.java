package id.kezbek.startup.configuration;

import id.kezbek.shared.systems.SideSystem;
import id.kezbek.shared.systems.SystemAway;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Follows the settings of a server in a separate thread, from the start of the process to its stop. While the server is
 * unavailable, the current settings remain in effect, and the thread retries after increasing pauses.
 */
public final class FollowedServer implements SmartLifecycle, SideSystem {

    private static final Logger log = LoggerFactory.getLogger(FollowedServer.class);
    private static final ExponentialBackOff BACK_OFF = new ExponentialBackOff(500, 2);
    private static final String UNFORESEEN = "sent an unusable response; see the log";

    private final SettingsServer server;
    private final FollowedLayer layer;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean isStarted;
    /** The reason why the server is unavailable; empty while the server is available. */
    private volatile String awayBecause;

    public FollowedServer(SettingsServer server, FollowedLayer layer) {
        this.server = server;
        this.layer = layer;
        this.awayBecause = layer.missingBecause()
                .map(because -> "provided no settings at the start: " + because)
                .orElse("");
    }

    @Override
    public void start() {
        isStarted = true;
        Thread unused = Thread.ofVirtual().name("follow-" + name()).start(this::follow);
    }

    private void follow() {
        Duration rest = Duration.ZERO;
        BackOffExecution whileAway = BACK_OFF.start();
        while (!isToStop(rest)) {
            try {
                SettingsServer.Held held = server.ask();
                layer.offer(held.values());
                awayBecause = "";
                rest = held.rest();
                whileAway = BACK_OFF.start();
            } catch (RuntimeException away) {
                isAway(away);
                rest = Duration.ofMillis(whileAway.nextBackOff());
            }
        }
    }

    private void isAway(RuntimeException away) {
        if (isToStop(Duration.ZERO)) {
            // The stop of this process cancelled the request.
            return;
        }
        if (away instanceof SystemAway told) {
            awayBecause = String.valueOf(told.getMessage());
        } else if (!awayBecause.equals(UNFORESEEN)) {
            log.error("Unusable response from {}; keeping current settings", name(), away);
            awayBecause = UNFORESEEN;
        }
    }

    private boolean isToStop(Duration within) {
        try {
            return stopped.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public String name() {
        return layer.name();
    }

    @Override
    public String withoutIt() {
        return layer.isMissing()
                ? "the settings of the other layers apply; when the server is available, its live settings apply at once, and its other"
                        + " settings at the next start"
                : "the last known settings remain in effect";
    }

    /** Reports the last result of the thread, and sends no request. */
    @Override
    public void ask() {
        String why = awayBecause;
        if (!why.isEmpty()) {
            throw new SystemAway(why);
        }
    }

    /** A missing layer was already logged at the start of the process. */
    @Override
    public boolean wasToldAtStart() {
        return layer.isMissing();
    }

    @Override
    public void stop() {
        stopped.countDown();
        isStarted = false;
        server.close();
    }

    @Override
    public boolean isRunning() {
        return isStarted;
    }
}
