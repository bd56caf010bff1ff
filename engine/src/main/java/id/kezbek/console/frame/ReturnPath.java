package id.kezbek.console.frame;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A page of the console that a link or form names. Nothing else is accepted, so no address leads away. */
public final class ReturnPath {

    private static final Pattern OURS =
            Pattern.compile("/console(?:/[A-Za-z0-9_.~!$'()*,;=:@%-]+)*(?:\\?[A-Za-z0-9_.~!$'()*,;=:@%/?&+-]*)?");
    private static final int LENGTH_MAX = 2_000;

    private ReturnPath() {}

    public static Optional<String> of(@Nullable String given) {
        return Optional.ofNullable(given).filter(ReturnPath::isOurs);
    }

    static boolean isOurs(String path) {
        return path.length() <= LENGTH_MAX && OURS.matcher(path).matches();
    }
}
