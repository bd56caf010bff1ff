package id.kezbek.shared.web;

import id.kezbek.shared.web.connections.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;

/** Adds security headers to every response, from controllers, filters and the server itself. */
public final class SafeHeaders {

    public static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    /** The policy of responses with data. Pages have their own policy. */
    private static final String DATA_ONLY =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /**
     * The policy of the console's pages: pages load files only from this server, use no inline scripts or styles, and
     * cannot be shown in a frame.
     */
    private static final String OWN_PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
            + "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String FORWARDED_PROTOCOL = "X-Forwarded-Proto";
    private static final String HTTPS = "https";
    private static final String ONE_YEAR = "max-age=31536000; includeSubDomains";

    private final TrustedProxies proxies;

    SafeHeaders(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    void write(HttpServletRequest request, HttpServletResponse response) {
        // Responses contain tokens and customers' data, so caches must not store them.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (RequestPath.isPage(RequestPath.of(request))) {
            response.setHeader(CONTENT_SECURITY_POLICY, OWN_PAGE);
            // The check of forms needs the page's origin. Other sites get no referrer.
            response.setHeader("Referrer-Policy", "same-origin");
            response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        } else {
            response.setHeader(CONTENT_SECURITY_POLICY, DATA_ONLY);
        }
        if (cameEncrypted(request)) {
            response.setHeader("Strict-Transport-Security", ONE_YEAR);
        }
    }

    private boolean cameEncrypted(HttpServletRequest request) {
        return request.isSecure()
                || (HTTPS.equalsIgnoreCase(request.getHeader(FORWARDED_PROTOCOL))
                        && proxies.contain(request.getRemoteAddr()));
    }
}
