package id.kezbek.startup.consul;

import id.kezbek.shared.systems.SystemAway;
import id.kezbek.startup.configuration.SettingsServer;
import java.time.Duration;
import java.util.Map;

/** Requests the settings with Consul's blocking queries. A blocking query returns when the settings change. */
final class ConsulWatch implements SettingsServer {

    /** The pause after a response without a change. The wait was over, or a proxy did not wait. */
    private static final Duration REST = Duration.ofMillis(500);

    private final Consul consul;
    /**
     * The index of the last response. The first index is zero: Consul then responds at once, so the engine misses no
     * change since the start.
     */
    private long index;

    ConsulWatch(Consul consul) {
        this.consul = consul;
    }

    @Override
    public Held ask() {
        return switch (index == 0 ? consul.read() : consul.readAfter(index)) {
            case Consul.Said.Settings found -> held(found.values(), found.index());
            case Consul.Said.NothingThere nothing -> held(Map.of(), nothing.index());
            case Consul.Said.Unusable unusable -> {
                advance(unusable.index());
                throw new SystemAway("has unusable settings: " + unusable.why());
            }
            case Consul.Said.Refused refused -> throw new SystemAway("gives no settings: " + refused.why());
            case Consul.Said.Away away -> {
                // A restored Consul restarts its index at a lower value, so a query with the old index would wait too
                // long.
                index = 0;
                throw new SystemAway("is unavailable: " + away.why());
            }
        };
    }

    private Held held(Map<String, String> values, long answered) {
        return new Held(values, advance(answered) ? Duration.ZERO : REST);
    }

    /** A lower or missing index means that Consul was restored. All settings are then read again. */
    private boolean advance(long answered) {
        boolean isNew = answered > index;
        index = answered < index ? 0 : answered;
        return isNew;
    }

    @Override
    public void close() {
        consul.close();
    }
}
