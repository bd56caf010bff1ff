package id.kezbek.testing;

import id.kezbek.access.BreakGlassCodes;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Break-glass codes of the engine that the tests share. Each belongs to a separate address and is valid once. */
public final class TestBreakGlass {

    private static final int CODES = 8;

    private static final Map<String, BreakGlassCodes.Made> MADE = IntStream.range(0, CODES)
            .mapToObj(TestBreakGlass::email)
            .collect(Collectors.toMap(email -> email, email -> BreakGlassCodes.make(email, new SecureRandom())));

    private TestBreakGlass() {}

    public static String email(int number) {
        return "break-glass-" + number + "@kezbek.example";
    }

    public static String code(int number) {
        return Objects.requireNonNull(MADE.get(email(number))).code();
    }

    static String setting() {
        return MADE.values().stream().map(BreakGlassCodes.Made::entry).collect(Collectors.joining(","));
    }
}
