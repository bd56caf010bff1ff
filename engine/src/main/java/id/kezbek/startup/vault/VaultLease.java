package id.kezbek.startup.vault;

import id.kezbek.shared.systems.SystemAway;
import id.kezbek.startup.configuration.SettingsServer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this process logged in to Vault, and reads the settings in Vault. A log-in is renewed after half of its
 * lifetime. If Vault no longer renews a log-in, the process logs in again.
 */
final class VaultLease implements SettingsServer {

    private static final Logger log = LoggerFactory.getLogger(VaultLease.class);

    /**
     * The minimum pause between requests. This pause also limits how often a log-in with a short lifetime is renewed.
     */
    private static final Duration REST_MIN = Duration.ofMillis(500);

    private final Vault vault;
    private final Duration refresh;

    /** The current valid log-in; null without a log-in. */
    private Vault.@Nullable Login login;

    private long renewAtNanos;
    private boolean isEndTold;

    VaultLease(Vault vault, Duration refresh) {
        this.vault = vault;
        this.refresh = refresh;
    }

    @Override
    public Held ask() {
        try {
            return login == null ? held() : heldUnlessEnded();
        } catch (Vault.NotGiven none) {
            if (none.isRefusal()) {
                login = null;
            }
            throw new SystemAway("gives no settings: " + none.why(), none);
        }
    }

    private Held held() throws Vault.NotGiven {
        Vault.Login current = loggedIn();
        return new Held(vault.read(current), untilNext(current));
    }

    /**
     * Reads the settings. After a refusal, tries once more with a new log-in, because the current log-in may be revoked
     * or expired.
     */
    private Held heldUnlessEnded() throws Vault.NotGiven {
        try {
            return held();
        } catch (Vault.NotGiven none) {
            if (!none.isRefusal()) {
                throw none;
            }
            login = null;
            return held();
        }
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
                    "The log-in to Vault cannot be renewed and expires in {} s",
                    next.timeToLive().toSeconds());
        }
        return next;
    }

    private Duration untilNext(Vault.Login current) {
        if (current.timeToLive().isZero()) {
            return refresh;
        }
        Duration untilRenewal = Duration.ofNanos(renewAtNanos - System.nanoTime());
        Duration next = untilRenewal.compareTo(refresh) < 0 ? untilRenewal : refresh;
        return next.compareTo(REST_MIN) < 0 ? REST_MIN : next;
    }

    @Override
    public void close() {
        vault.close();
    }
}
