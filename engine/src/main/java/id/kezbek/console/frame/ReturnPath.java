package id.kezbek.console.frame;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the path to which a person returns after a log-in or an action. Only paths of the console are accepted. So the
 * return can never lead to another site.
 */
public final class ReturnPath {

    private static final Pattern OURS =
            Pattern.compile("/console(?:/[A-Za-z0-9_.~!$'()*,;=:@%-]+)*(?:\\?[A-Za-z0-9_.~!$'()*,;=:@%/?&+-]*)?");
    /** Path segments with the meaning "this folder" or "parent folder". */
    private static final Pattern UPWARDS = Pattern.compile("(?i)/(?:\\.|%2e){1,2}(?:[/?]|$)");

    private static final int LENGTH_MAX = 2_000;

    private ReturnPath() {}

    public static Optional<String> of(@Nullable String given) {
        return Optional.ofNullable(given).filter(ReturnPath::isOurs);
    }

    static boolean isOurs(String path) {
        return path.length() <= LENGTH_MAX
                && OURS.matcher(path).matches()
                && !UPWARDS.matcher(path).find();
    }
}
