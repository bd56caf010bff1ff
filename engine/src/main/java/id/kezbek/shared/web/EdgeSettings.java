package id.kezbek.shared.web;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a connection may take, and how many connections one address may hold.
 *
 * @param connectionsPerAddress how many connections one address may hold at a time; an IPv6 network of 64 bits counts as
 *     one address
 * @param trustedProxies addresses or networks of the installation's own proxies, such as 10.0.0.0/8: they have no cap,
 *     and only their X-Forwarded-Proto and address header (cezbek.limits.address-header) are believed
 * @param patience how long a request's head or body may take at any rate
 * @param bytesPerSecond the rate that a head or body must have on average once it has taken longer than the patience
 * @param deadline how long a request's head and body may take at the longest
 * @param largeBodiesPerPartner how many bodies of more than 64 KB of one partner are read at a time
 * @param largeBodies how many bodies of more than 64 KB a process reads at a time
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
                    "cezbek.edge.patience must be above zero and cezbek.edge.deadline no shorter");
        }
        trustedProxies = List.copyOf(trustedProxies);
    }
}
