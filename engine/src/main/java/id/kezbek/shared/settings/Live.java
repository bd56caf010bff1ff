package id.kezbek.shared.settings;

import java.util.function.Supplier;

/** A value that may change, so callers must not store it. */
public final class Live<T> implements Supplier<T> {

    private volatile T value;

    private Live(T value) {
        this.value = value;
    }

    /** One that begins so. */
    public static <T> Live<T> of(T value) {
        return new Live<>(value);
    }

    @Override
    public T get() {
        return value;
    }

    void set(T next) {
        value = next;
    }
}
