package id.kezbek.shared.web.connections;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits on the duration of requests, and on the number of connections of one IP address.
 *
 * @param connectionsPerAddress the maximum number of connections of one address; an IPv6 network of 64 bits counts as
 *     one address
 * @param trustedProxies addresses or networks of the installation's own proxies, for example 10.0.0.0/8. The maximum
 *     number of connections does not apply to them. The engine trusts X-Forwarded-Proto and the address header
 *     (cezbek.limits.address-header) only from them
 * @param patience the time that a request's head or body may take before the minimum rate applies
 * @param bytesPerSecond the minimum average rate of a head or body after that time
 * @param deadline the maximum time for a request's head and body
 * @param largeBodies the maximum number of bodies above 64 KB that a process reads at the same time
 * @param largeBodiesPerPartner the maximum number of bodies above 64 KB that a process reads for one partner at the
 *     same time
 */
@ConfigurationProperties("cezbek.edge")
public record EdgeSettings(
        @DefaultValue("1024") int connectionsPerAddress,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("1024") int bytesPerSecond,
        @DefaultValue("2m") Duration deadline,
        @DefaultValue("2") int largeBodiesPerPartner,
        @DefaultValue("8") int largeBodies) {

    public EdgeSettings {
        if (connectionsPerAddress < 1 || bytesPerSecond < 1 || largeBodiesPerPartner < 1 || largeBodies < 1) {
            throw new IllegalArgumentException("cezbek.edge: each number must be 1 or more");
        }
        if (!patience.isPositive() || deadline.compareTo(patience) < 0) {
            throw new IllegalArgumentException(
                    "cezbek.edge.patience must be above zero, and cezbek.edge.deadline at least as long as it");
        }
        trustedProxies = List.copyOf(trustedProxies);
    }
}
