package id.kezbek.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A header that decides who calls or what is repeated. Sent twice it would mean one thing here and another in a proxy. */
public final class OneHeader {

    private OneHeader() {}

    /** The header's text; null where it is absent or was sent more than once. */
    public static @Nullable String of(HttpServletRequest request, String name) {
        List<String> sent = Collections.list(request.getHeaders(name));
        return sent.size() == 1 ? sent.getFirst() : null;
    }
}
