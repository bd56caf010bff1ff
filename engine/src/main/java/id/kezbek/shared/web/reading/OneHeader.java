package id.kezbek.shared.web.reading;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a header that identifies the caller or a repeated request. Such a header must occur only once, because the
 * engine and a proxy might otherwise use different values.
 */
public final class OneHeader {

    private OneHeader() {}

    /** The header's value; null if it is absent or repeated. */
    public static @Nullable String of(HttpServletRequest request, String name) {
        List<String> sent = Collections.list(request.getHeaders(name));
        return sent.size() == 1 ? sent.getFirst() : null;
    }
}
