package id.kezbek.platform.vault;

import id.kezbek.platform.configuration.FollowedLayer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps this process logged in to Vault, and follows the settings there. A log-in is renewed when half of its life is over;
 * one that Vault renews no further is replaced. While Vault is away, what it said last rules on.
 */
final class VaultLease implements SmartLifecycle, HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(VaultLease.class);
    private static final Duration REST_MIN = Duration.ofMillis(500);
    private static final Duration REST_MAX = Duration.ofSeconds(30);

    private final Vault vault;
    private final Duration refresh;
    private final FollowedLayer layer;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean isStarted;
    private volatile String awayBecause = "";

    /** Null where none is good any more. */
    private Vault.@Nullable Login login;

    private long renewAtNanos;
    private boolean isEndTold;

    VaultLease(Vault vault, Duration refresh, FollowedLayer layer) {
        this.vault = vault;
        this.refresh = refresh;
        this.layer = layer;
    }

    @Override
    public void start() {
        isStarted = true;
        Thread unused = Thread.ofVirtual().name("vault-lease").start(this::keep);
    }

    private void keep() {
        Duration rest = REST_MIN;
        do {
            try {
                Vault.Login current = loggedIn();
                layer.offer(vault.read(current));
                isBack();
                rest = untilNext();
            } catch (Vault.NotGiven none) {
                isAway(none);
                rest = longer(rest);
            } catch (RuntimeException unforeseen) {
                // The lease must be renewed whatever one answer looked like.
                log.error("What Vault answered cannot be used; what it gave last rules on", unforeseen);
                awayBecause = "what it answered cannot be used; the log says more";
                rest = longer(rest);
            }
        } while (!isToStop(rest));
    }

    private static Duration longer(Duration rest) {
        return rest.multipliedBy(2).compareTo(REST_MAX) < 0 ? rest.multipliedBy(2) : REST_MAX;
    }

    private Vault.Login loggedIn() throws Vault.NotGiven {
        Vault.Login current = login;
        if (current == null) {
            return keep(vault.logIn());
        }
        if (!isDue(current)) {
            return current;
        }
        try {
            return keep(vault.renew(current));
        } catch (Vault.NotGiven notRenewed) {
            if (notRenewed.isRefusal()) {
                return keep(vault.logIn());
            }
            throw notRenewed;
        }
    }

    private boolean isDue(Vault.Login current) {
        return !current.timeToLive().isZero() && System.nanoTime() - renewAtNanos >= 0;
    }

    private Vault.Login keep(Vault.Login next) {
        login = next;
        renewAtNanos = System.nanoTime() + next.timeToLive().dividedBy(2).toNanos();
        if (!next.isRenewable() && !next.timeToLive().isZero() && !isEndTold) {
            isEndTold = true;
            log.warn(
                    "The log-in to Vault cannot be renewed and ends in {} s",
                    next.timeToLive().toSeconds());
        }
        return next;
    }

    private Duration untilNext() {
        Vault.Login current = login;
        if (current == null || current.timeToLive().isZero()) {
            return refresh;
        }
        Duration untilRenewal = Duration.ofNanos(renewAtNanos - System.nanoTime());
        Duration next = untilRenewal.compareTo(refresh) < 0 ? untilRenewal : refresh;
        return next.compareTo(REST_MIN) < 0 ? REST_MIN : next;
    }

    private void isAway(Vault.NotGiven none) {
        if (none.isRefusal()) {
            // Perhaps the log-in was ended; the next try begins with a new one.
            login = null;
        }
        if (awayBecause.isEmpty() && !isToStop(Duration.ZERO)) {
            log.warn("Vault gives no settings: {}; those that it gave last rule on", none.why());
        }
        awayBecause = none.why();
    }

    private void isBack() {
        if (!awayBecause.isEmpty()) {
            log.info("Vault is back");
        }
        awayBecause = "";
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
    public Health health() {
        return awayBecause.isEmpty()
                ? Health.up().build()
                : Health.down()
                        .withDetail("reason", awayBecause)
                        .withDetail("meanwhile", "the last known settings rule on")
                        .build();
    }

    @Override
    public void stop() {
        stopped.countDown();
        isStarted = false;
        vault.close();
    }

    @Override
    public boolean isRunning() {
        return isStarted;
    }
}
