package id.kezbek.shared.settings;

import java.util.function.Supplier;

/** A value that may be another the next time it is asked for; so nobody keeps what it gives. */
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
