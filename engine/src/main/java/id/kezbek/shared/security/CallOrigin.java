package id.kezbek.shared.security;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From which address the call that this thread serves came. */
public final class CallOrigin {

    private static final ThreadLocal<@Nullable Supplier<String>> CURRENT = new ThreadLocal<>();

    private CallOrigin() {}

    /** Says where the call comes from; {@link #leave} ends it. */
    public static void enter(Supplier<String> address) {
        CURRENT.set(address);
    }

    public static void leave() {
        CURRENT.remove();
    }

    /** Empty where no call is served, as in a job. */
    public static Optional<String> address() {
        return Optional.ofNullable(CURRENT.get()).map(Supplier::get);
    }
}
