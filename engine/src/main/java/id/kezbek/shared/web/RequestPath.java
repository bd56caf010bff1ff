package id.kezbek.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** A request's decoded path, so that {@code /api/%761} is treated as {@code /api/v1}. */
public final class RequestPath {

    /** The path prefix of the console's pages. */
    private static final String PAGES = "/console";

    private RequestPath() {}

    /** The path of the request; empty if the server refused the request before reading the path. */
    public static String of(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getServletPath(), "");
    }

    /** Whether the path belongs to a page for people, and not to the API for programs. */
    static boolean isPage(String path) {
        return path.equals(PAGES) || path.startsWith(PAGES + "/");
    }

    /** A path as it was sent; unchanged if it cannot be decoded, empty if there is no path. */
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
