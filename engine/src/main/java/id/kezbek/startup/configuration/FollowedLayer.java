package id.kezbek.startup.configuration;

import id.kezbek.shared.settings.LiveKeys;
import id.kezbek.shared.settings.LiveSettings;
import id.kezbek.startup.StartFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Applies the current settings of a server to a running engine. Live settings are applied all together or not at all.
 * All other settings keep their values from the start, also in the environment. So all parts of the engine use the same
 * values. Only the thread that follows the server uses this class.
 */
public final class FollowedLayer {

    private static final Logger log = LoggerFactory.getLogger(FollowedLayer.class);

    private final RemoteLayer layer;
    private final LiveSettings settings;
    /**
     * The server's settings from the last read, including values that are not in effect. The engine compares new
     * settings with these values, so that the engine logs each change only once.
     */
    private Map<String, String> seen;

    public FollowedLayer(RemoteLayer layer, LiveSettings settings) {
        this.layer = layer;
        this.settings = settings;
        this.seen = layer.values();
    }

    /** The layer with this name, which was added to the environment at the start. */
    public static FollowedLayer of(String name, ConfigurableEnvironment environment, LiveSettings settings) {
        return new FollowedLayer(
                (RemoteLayer)
                        Objects.requireNonNull(environment.getPropertySources().get(name)),
                settings);
    }

    String name() {
        return layer.getName();
    }

    /** Whether the engine started without the layer, and has not read the layer since the start. */
    boolean isMissing() {
        return missingBecause().isPresent();
    }

    Optional<String> missingBecause() {
        return layer.missingBecause();
    }

    public void offer(Map<String, String> values) {
        String what = layer + (isMissing() ? " is available now" : " changed");
        layer.isThere();
        Set<String> changed = changed(seen, values);
        seen = Map.copyOf(values);
        Map<Boolean, Set<String>> byLiveness = changed.stream()
                .collect(Collectors.partitioningBy(LiveKeys::isLive, Collectors.toCollection(TreeSet::new)));
        Set<String> later = Objects.requireNonNull(byLiveness.get(false));
        if (!later.isEmpty()) {
            log.warn("{}; these take effect at the next start: {}", what, String.join(", ", later));
        }
        Set<String> now = Objects.requireNonNull(byLiveness.get(true));
        if (!now.isEmpty()) {
            takeUp(values, what);
        }
    }

    /**
     * Applies all live settings with their current values, including values from an earlier change that was refused.
     */
    private void takeUp(Map<String, String> values, String what) {
        Map<String, String> before = layer.values();
        Map<String, String> after = new HashMap<>(before);
        after.keySet().removeIf(LiveKeys::isLive);
        values.forEach((name, value) -> {
            if (LiveKeys.isLive(name)) {
                after.put(name, value);
            }
        });
        Set<String> names = changed(before, after);
        if (names.isEmpty()) {
            return;
        }
        try {
            settings.change(names, () -> layer.replace(after), () -> layer.replace(before));
            log.info("{}; now in effect: {}", what, String.join(", ", names));
        } catch (RuntimeException unusable) {
            log.warn("{} and cannot be used ({}); keeping the previous values", what, StartFailure.explain(unusable));
        }
    }

    private static Set<String> changed(Map<String, String> before, Map<String, String> after) {
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
