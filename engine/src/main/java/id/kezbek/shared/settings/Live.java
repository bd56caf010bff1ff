package id.kezbek.shared.settings;

import java.util.function.Supplier;

/** A value that may change while the engine runs. Callers must not keep a copy. */
public final class Live<T> implements Supplier<T> {

    private volatile T value;

    private Live(T value) {
        this.value = value;
    }

    /** Creates a live value with this initial value. */
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
