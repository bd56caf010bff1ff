package id.kezbek.adapters.redis;

import id.kezbek.shared.redis.RedisTrouble;
import id.kezbek.shared.systems.SideSystem;
import id.kezbek.shared.systems.SystemAway;
import org.springframework.data.redis.connection.ClusterInfo;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * Checks that Redis responds and that a cluster serves all its slots. If a check fails, the exception states the
 * reason.
 */
@Component
class RedisSystem implements SideSystem {

    private static final String WHOLE = "ok";

    private final RedisConnectionFactory connections;

    RedisSystem(RedisConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public String withoutIt() {
        return "each process counts only its own requests and failed log-ins";
    }

    @Override
    public void ask() {
        try (RedisConnection connection = connections.getConnection()) {
            if (connection instanceof RedisClusterConnection cluster) {
                refuseToLackSlots(cluster.clusterGetClusterInfo());
            } else {
                String unused = connection.ping();
            }
        } catch (SystemAway known) {
            throw known;
        } catch (RuntimeException away) {
            throw new SystemAway(RedisTrouble.of(away), away);
        }
    }

    private static void refuseToLackSlots(ClusterInfo info) {
        if (!WHOLE.equals(info.getState())) {
            throw new SystemAway("is a cluster that does not serve all its slots");
        }
    }
}
