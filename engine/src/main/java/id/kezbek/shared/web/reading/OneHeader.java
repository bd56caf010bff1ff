package id.kezbek.shared.web.reading;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A header that decides about the caller or the repeat. Sent twice, it could mean one value here and another in a
 * proxy.
 */
public final class OneHeader {

    private OneHeader() {}

    /** The header's text; null if it is absent or repeated. */
    public static @Nullable String of(HttpServletRequest request, String name) {
        List<String> sent = Collections.list(request.getHeaders(name));
        return sent.size() == 1 ? sent.getFirst() : null;
    }
}
