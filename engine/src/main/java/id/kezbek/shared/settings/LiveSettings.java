package id.kezbek.shared.settings;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Passes a change of the configuration to its followers. If one follower cannot use the new values, no follower gets
 * the change.
 */
@Component
public final class LiveSettings {

    /**
     * Reads the new values of the follower's settings.
     *
     * <p>The argument contains the names of the changed settings. The returned {@code Runnable} puts the new values
     * into effect and cannot fail. If the values are unusable, a follower throws IllegalArgumentException or Spring
     * Boot's BindException.
     */
    public interface Follower extends Function<Set<String>, Runnable> {}

    private final Environment environment;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    public LiveSettings(Environment environment) {
        this.environment = environment;
    }

    /** The current values of settings, updated at each change. */
    public <T> Live<T> bound(String prefix, Class<T> type) {
        return bound(prefix, type, values -> {});
    }

    /**
     * The current values of settings, updated at each change.
     *
     * @param check throws IllegalArgumentException if the values are unusable: at the start, such values stop the
     *     engine; later, the former values remain in effect
     */
    public <T> Live<T> bound(String prefix, Class<T> type, Consumer<T> check) {
        Live<T> live = Live.of(read(prefix, type, check));
        follow(names -> {
            T next = read(prefix, type, check);
            return () -> live.set(next);
        });
        return live;
    }

    public void follow(Follower follower) {
        followers.add(follower);
    }

    /**
     * Applies a change.
     *
     * @param names the changed settings, all of them live
     * @param change puts the new values into the environment
     * @param undo restores the former values
     * @throws RuntimeException from a follower that cannot use the new values; then the former values are in effect
     */
    public synchronized void change(Set<String> names, Runnable change, Runnable undo) {
        change.run();
        List<Runnable> taken;
        try {
            taken = followers.stream().map(follower -> follower.apply(names)).toList();
        } catch (RuntimeException unusable) {
            undo.run();
            throw unusable;
        }
        taken.forEach(Runnable::run);
    }

    private <T> T read(String prefix, Class<T> type, Consumer<T> check) {
        T values = Binder.get(environment).bindOrCreate(prefix, type);
        check.accept(values);
        return values;
    }
}
