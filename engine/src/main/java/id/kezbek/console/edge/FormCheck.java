package id.kezbek.console.edge;

import id.kezbek.access.BrowserLogIn;
import id.kezbek.access.BrowserSession;
import id.kezbek.console.frame.Forms;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.web.PageChoices;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Accepts only forms from the console's own pages. The request must come from this origin. If the reader has a session,
 * the form must contain the session's token. This class also stores the choice of language and colours before the page
 * is rendered.
 */
final class FormCheck implements HandlerInterceptor {

    private static final String SITE = "Sec-Fetch-Site";

    /** The path of each file download ends with this text. */
    private static final String FILE = "/file";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod)) {
            return true;
        }
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            requireNotFromElsewhere(request);
            return !isRedirected(request, response);
        }
        boolean isOurs = isFromHere(request)
                && (!(request.getAttribute(BrowserSession.ATTRIBUTE) instanceof BrowserSession session)
                        || BrowserLogIn.match(session.formToken(), token(request)));
        if (!isOurs) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "this form is out of date; nothing was recorded. Reload the page and send the form again");
        }
        return true;
    }

    /** The token of the form. If a script uploads a file without a form, the token is in a header. */
    private static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader(Forms.TOKEN_HEADER);
        return header == null ? request.getParameter(Forms.TOKEN) : header;
    }

    /**
     * Refuses a download that a link on another site started. The audit log would record the reader as the person who
     * downloaded the file.
     */
    private static void requireNotFromElsewhere(HttpServletRequest request) {
        String site = request.getHeader(SITE);
        boolean isElsewhere = site != null && !site.equals("same-origin") && !site.equals("none");
        if (isElsewhere && request.getServletPath().endsWith(FILE)) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "this link comes from another site; nothing was recorded. Use the link in the console's list");
        }
    }

    /** Stores a choice of language or colours from the URL. Then redirects to the URL without this choice. */
    private static boolean isRedirected(HttpServletRequest request, HttpServletResponse response) {
        if (!PageChoices.keep(request, response)) {
            return false;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(HttpHeaders.LOCATION, Screens.address(request));
        return true;
    }

    private static boolean isFromHere(HttpServletRequest request) {
        @Nullable String site = request.getHeader(SITE);
        if (site != null) {
            return site.equals("same-origin");
        }
        @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && isHost(origin, request.getHeader(HttpHeaders.HOST));
    }

    private static boolean isHost(String origin, @Nullable String host) {
        try {
            return URI.create(origin).getAuthority() instanceof String authority && authority.equals(host);
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
