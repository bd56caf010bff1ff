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
 * Follows the settings of a server, in a thread of its own from the process's start to its stop. While the server is away,
 * what rules rules on, and the server is asked less and less often.
 */
public final class FollowedServer implements SmartLifecycle, SideSystem {

    private static final Logger log = LoggerFactory.getLogger(FollowedServer.class);
    private static final ExponentialBackOff BACK_OFF = new ExponentialBackOff(500, 2);
    private static final String UNFORESEEN = "answered what cannot be used; the log says more";

    private final SettingsServer server;
    private final FollowedLayer layer;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean isStarted;
    /** Empty while it is there. */
    private volatile String awayBecause;

    public FollowedServer(SettingsServer server, FollowedLayer layer) {
        this.server = server;
        this.layer = layer;
        this.awayBecause = layer.missingBecause()
                .map(because -> "gave no settings at the start: " + because)
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
            // The question was given up from this side.
            return;
        }
        if (away instanceof SystemAway told) {
            awayBecause = String.valueOf(told.getMessage());
        } else if (!awayBecause.equals(UNFORESEEN)) {
            log.error("What {} answered cannot be used; what rules rules on", name(), away);
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
                ? "the other layers' settings rule; its own are taken up when it comes, those that are not live at the next"
                        + " start"
                : "the last known settings rule on";
    }

    /** What its own thread found last: one question at a time is enough. */
    @Override
    public void ask() {
        String why = awayBecause;
        if (!why.isEmpty()) {
            throw new SystemAway(why);
        }
    }

    /** A start without it says so itself. */
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
