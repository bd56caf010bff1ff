package id.kezbek.limits;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What operators may set. The three limits may change while the engine runs; the others are read at its start.
 *
 * @param partnerCallsPerSecond what a partner may call that has no limit of its own
 * @param addressCallsPerSecond what may come from one address, whoever calls; above a partner's, whose systems may all
 *     stand behind one address
 * @param signInsPerMinute how many log-ins may be tried from one address
 * @param redisPatience how long a call waits for Redis to say how many are free
 * @param addressHeader the header in which the installation's own proxy names the caller's address, as its last entry; believed
 *     from cezbek.edge.trusted-proxies only, which it needs; empty where there is no proxy
 */
@ConfigurationProperties(LimitSettings.PREFIX)
public record LimitSettings(
        @DefaultValue("2000") int partnerCallsPerSecond,
        @DefaultValue("4000") int addressCallsPerSecond,
        @DefaultValue("120") int signInsPerMinute,
        @DefaultValue("20ms") Duration redisPatience,
        @DefaultValue("") String addressHeader) {

    static final String PREFIX = "cezbek.limits";

    public static final String PARTNER = "partner";
    public static final String ADDRESS = "address";
    public static final String SIGN_IN = "sign-in";

    public LimitSettings {
        if (partnerCallsPerSecond < 1 || addressCallsPerSecond < 1 || signInsPerMinute < 1) {
            throw new IllegalArgumentException("cezbek.limits: each limit must be 1 or more");
        }
        if (!redisPatience.isPositive()) {
            throw new IllegalArgumentException("cezbek.limits.redis-patience must be above zero, such as 20ms");
        }
    }

    Limit ofPartners() {
        return Limit.perSecond(PARTNER, partnerCallsPerSecond);
    }

    public Limit ofAddresses() {
        return Limit.perSecond(ADDRESS, addressCallsPerSecond);
    }

    public Limit ofSignIns() {
        return new Limit(SIGN_IN, signInsPerMinute, Duration.ofMinutes(1));
    }
}
