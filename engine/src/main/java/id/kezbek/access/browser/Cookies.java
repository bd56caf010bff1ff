package id.kezbek.access.browser;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Cookies that hold a secret. For the name prefix {@code __Host-}, browsers require the attribute Secure, the path /
 * and no domain. So neither another host nor an unencrypted connection can set such a cookie. Browsers treat the
 * loopback interface as encrypted.
 */
public final class Cookies {

    private static final String PREFIX = "__Host-";

    private final String name;

    public Cookies(String name) {
        this.name = PREFIX + name;
    }

    /** The cookie's value; empty if the request contains no cookie of this name, or several. */
    public Optional<String> read(HttpServletRequest request) {
        Cookie[] sent = request.getCookies();
        if (sent == null) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (Cookie cookie : sent) {
            if (cookie.getName().equals(name)) {
                values.add(cookie.getValue());
            }
        }
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    public void write(HttpServletResponse response, String value, Duration kept) {
        ResponseCookie cookie = ResponseCookie.from(name, value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(kept)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    public void delete(HttpServletResponse response) {
        write(response, "", Duration.ZERO);
    }
}
