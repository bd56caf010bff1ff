package id.kezbek.startup.configuration;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.EnumerablePropertySource;

/** A configuration layer from a server, with the values of the last read. */
public final class RemoteLayer extends EnumerablePropertySource<String> implements OriginLookup<String> {

    private final Origin origin;
    private volatile Map<String, String> values;
    /** The reason why the layer is missing; null after the layer was read. */
    private volatile @Nullable String missingBecause;

    /**
     * @param where the place of the settings, as messages show it, for example
     *     {@code Consul config/cezbek-engine/data}
     */
    public RemoteLayer(String name, String where, Map<String, String> values) {
        super(name, where);
        this.origin = new Where(where);
        this.values = Map.copyOf(values);
    }

    /**
     * An optional layer that could not be read.
     *
     * @param because the reason, a sentence for operators without full stop
     */
    public static RemoteLayer missing(String name, String where, String because) {
        RemoteLayer layer = new RemoteLayer(name, where, Map.of());
        layer.missingBecause = because;
        return layer;
    }

    /** The reason why the layer is missing; empty after the layer was read. */
    public Optional<String> missingBecause() {
        return Optional.ofNullable(missingBecause);
    }

    void isThere() {
        missingBecause = null;
    }

    public Map<String, String> values() {
        return values;
    }

    void replace(Map<String, String> next) {
        values = Map.copyOf(next);
    }

    @Override
    public String[] getPropertyNames() {
        return values.keySet().toArray(String[]::new);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return values.get(name);
    }

    @Override
    public Origin getOrigin(String name) {
        return origin;
    }

    /** Leaves out the values, because values may be secret. */
    @Override
    public String toString() {
        return origin.toString();
    }

    private record Where(String text) implements Origin {

        @Override
        public String toString() {
            return text;
        }
    }
}
