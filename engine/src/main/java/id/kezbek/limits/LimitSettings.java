package id.kezbek.limits;

import id.kezbek.limits.permits.Limit;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the limits. The first three settings may change while the engine runs.
 *
 * @param partnerCallsPerSecond the limit of a partner without its own limit
 * @param addressCallsPerSecond the limit of an IP address; higher than a partner's limit, because several systems may
 *     share one address
 * @param signInsPerMinute the log-ins allowed per minute from one IP address
 * @param redisPatience the maximum time that a request waits for Redis
 * @param addressHeader the header in which the installation's proxy sets the caller's address as the last entry. The
 *     header is trusted only from addresses in cezbek.edge.trusted-proxies; if a header is set, that setting is
 *     required. Empty without a proxy
 */
@ConfigurationProperties(LimitSettings.PREFIX)
public record LimitSettings(
        @DefaultValue("2000") int partnerCallsPerSecond,
        @DefaultValue("4000") int addressCallsPerSecond,
        @DefaultValue("120") int signInsPerMinute,
        @DefaultValue("20ms") Duration redisPatience,
        @DefaultValue("") String addressHeader) {

    public static final String PREFIX = "cezbek.limits";

    public static final String PARTNER = "partner";
    public static final String ADDRESS = "address";
    public static final String SIGN_IN = "sign-in";

    public LimitSettings {
        if (partnerCallsPerSecond < 1 || addressCallsPerSecond < 1 || signInsPerMinute < 1) {
            throw new IllegalArgumentException("cezbek.limits: each limit must be 1 or more");
        }
        if (!redisPatience.isPositive()) {
            throw new IllegalArgumentException("cezbek.limits.redis-patience must be above zero, for example 20ms");
        }
    }

    public Limit ofPartners() {
        return Limit.perSecond(PARTNER, partnerCallsPerSecond);
    }

    public Limit ofAddresses() {
        return Limit.perSecond(ADDRESS, addressCallsPerSecond);
    }

    public Limit ofSignIns() {
        return new Limit(SIGN_IN, signInsPerMinute, Duration.ofMinutes(1));
    }
}
