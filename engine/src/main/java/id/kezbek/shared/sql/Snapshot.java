package id.kezbek.shared.sql;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one kind in memory, immutable between two versions. The settings are loaded at first use, and again when
 * {@link DataVersions} finds that they are outdated.
 *
 * @param <T> the settings, an immutable value
 */
public final class Snapshot<T> {

    private record Held<T>(long version, T value) {}

    private final String name;
    private final DataVersions versions;
    private final Supplier<T> load;
    private volatile @Nullable Held<T> held;

    /**
     * @param name the row of shared.data_version
     * @param load reads the settings in ONE statement, so that the snapshot never contains a part of a concurrent
     *     change
     */
    public Snapshot(String name, DataVersions versions, Supplier<T> load) {
        this.name = name;
        this.versions = versions;
        this.load = load;
        versions.register(this);
    }

    public T current() {
        Held<T> now = held;
        // A snapshot loaded here gets version 0, which is lower than every real version, so the next comparison reloads
        // it.
        return now != null ? now.value() : replace(0);
    }

    String name() {
        return name;
    }

    void catchUp(long version) {
        Held<T> now = held;
        // A snapshot that was never used is loaded at its first use.
        if (now != null && now.version() < version) {
            replace(version);
        }
    }

    private synchronized T replace(long version) {
        Held<T> now = held;
        if (now != null && now.version() >= version && version > 0) {
            return now.value();
        }
        T value = versions.beside(load);
        held = new Held<>(version, value);
        return value;
    }
}
