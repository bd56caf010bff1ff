package id.kezbek.shared.web;

import id.kezbek.shared.Masking;
import id.kezbek.shared.traces.Traced;
import id.kezbek.shared.traces.Traces;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.web.servlet.HandlerMapping;

/** Creates a span for each API request, named by the path pattern. The path itself may contain a phone number. */
final class CallSpans {

    private static final String PATHS = "/api/";

    /** The known methods. Callers can send any word as a method. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private static final String OTHER = "_OTHER";
    private static final int SERVER_ERROR = 500;

    private final Traces traces;

    CallSpans(Traces traces) {
        this.traces = traces;
    }

    boolean wants(HttpServletRequest request) {
        return traces.areOn() && RequestPath.of(request).startsWith(PATHS);
    }

    Traced begin(HttpServletRequest request, String requestId) {
        return traces.beginCallIn(method(request), request.getHeader(OutermostFilter.TRACE_HEADER))
                .put("http.request.method", method(request))
                .put("cezbek.request_id", Masking.masked(requestId));
    }

    /**
     * The operation is known only after the request. There is no path pattern if no operation has this path, or if the
     * request was refused before its operation was found.
     */
    void answered(Traced call, HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern) {
            call.rename(method(request) + " " + pattern);
            call.put("http.route", pattern);
        }
        call.put("http.response.status_code", response.getStatus());
        if (response.getStatus() >= SERVER_ERROR) {
            call.failed(Integer.toString(response.getStatus()));
        }
    }

    private static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : OTHER;
    }
}
