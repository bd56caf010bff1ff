package id.kezbek.startup.consul;

import id.kezbek.shared.systems.SystemAway;
import id.kezbek.startup.configuration.SettingsServer;
import java.time.Duration;
import java.util.Map;

/** Asks Consul for its settings by questions that Consul holds until there is something new. */
final class ConsulWatch implements SettingsServer {

    /** Nothing new: the wait was over, or something between here and Consul does not wait. */
    private static final Duration REST = Duration.ofMillis(500);

    private final Consul consul;
    /** What Consul said last. Zero is answered at once: what changed since the layer was read is not missed. */
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
                throw new SystemAway("holds settings that cannot be used: " + unusable.why());
            }
            case Consul.Said.Refused refused -> throw new SystemAway("gives no settings: " + refused.why());
            case Consul.Said.Away away -> {
                // One that was restored counts from below; asked for what comes after, it would hold the question.
                index = 0;
                throw new SystemAway("is away: " + away.why());
            }
        };
    }

    private Held held(Map<String, String> values, long answered) {
        return new Held(values, advance(answered) ? Duration.ZERO : REST);
    }

    /** An index that goes back, or is none, names nothing: Consul was restored, so all is read anew. */
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
