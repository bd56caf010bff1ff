package id.kezbek.shared.settings;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Passes a change of the configuration to its followers: to all of them, or, if one cannot use it, to none. */
@Component
public final class LiveSettings {

    /**
     * Reads anew what follows.
     *
     * <p>Its argument are the names that changed; what it returns puts the new values in force and cannot fail. It throws
     * IllegalArgumentException, or lets Spring Boot's BindException pass, where they cannot be used.
     */
    public interface Follower extends Function<Set<String>, Runnable> {}

    private final Environment environment;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    public LiveSettings(Environment environment) {
        this.environment = environment;
    }

    /** The present and future values of settings. */
    public <T> Live<T> bound(String prefix, Class<T> type) {
        Live<T> live = Live.of(read(prefix, type));
        follow(names -> {
            T next = read(prefix, type);
            return () -> live.set(next);
        });
        return live;
    }

    public void follow(Follower follower) {
        followers.add(follower);
    }

    /**
     * Carries out a change.
     *
     * @param names the changed settings, all of them live
     * @param change puts the new values into the environment
     * @param undo restores the former values
     * @throws RuntimeException from a follower that cannot use the new values; the former ones are then in force
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

    private <T> T read(String prefix, Class<T> type) {
        return Binder.get(environment).bindOrCreate(prefix, type);
    }
}
