package id.kezbek.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** A call's path with its percent signs decoded, so that {@code /api/%761} is judged as what it leads to. */
public final class RequestPath {

    private RequestPath() {}

    public static String of(HttpServletRequest request) {
        return request.getServletPath();
    }

    /** A path as it came over the wire; as it stands where it cannot be decoded, empty where there is none. */
    static String decoded(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        try {
            return UriUtils.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notDecodable) {
            return raw;
        }
    }
}
