package id.kezbek.platform.redis;

import id.kezbek.shared.redis.RedisTrouble;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.data.redis.connection.ClusterInfo;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * Whether Redis can be used, and in words why not. The library's own, which this stands in for, shows the exception, and
 * with it addresses and whatever a server puts into its messages.
 */
@Component("redisHealthIndicator")
class RedisHealth implements HealthIndicator {

    private static final String WHOLE = "ok";

    private final RedisConnectionFactory connections;

    RedisHealth(RedisConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public Health health() {
        try (RedisConnection connection = connections.getConnection()) {
            if (connection instanceof RedisClusterConnection cluster) {
                ClusterInfo info = cluster.clusterGetClusterInfo();
                return WHOLE.equals(info.getState()) ? Health.up().build() : down("is a cluster that is not whole");
            }
            String unused = connection.ping();
            return Health.up().build();
        } catch (RuntimeException away) {
            return down(RedisTrouble.of(away));
        }
    }

    private static Health down(String trouble) {
        return Health.down().withDetail("problem", "Redis " + trouble).build();
    }
}
