package id.kezbek.console.operations;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** Builds paths that contain values. */
public final class Path {

    private Path() {}

    /** Replaces each {@code {}} with the next value, URL-encoded: {@code Path.of("/api/v2/payouts/{}", id)}. */
    public static String of(String pattern, String... values) {
        StringBuilder path = new StringBuilder();
        int from = 0;
        for (String value : values) {
            int at = pattern.indexOf("{}", from);
            path.append(pattern, from, at).append(UriUtils.encodePathSegment(value, StandardCharsets.UTF_8));
            from = at + 2;
        }
        return path.append(pattern.substring(from)).toString();
    }
}
