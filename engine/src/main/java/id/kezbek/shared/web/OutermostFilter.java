package id.kezbek.shared.web;

import id.kezbek.shared.Masking;
import id.kezbek.shared.traces.Traced;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Gives every request an id, which the response and each log line contain. Also builds the response to errors from all
 * later filters.
 */
final class OutermostFilter implements Filter {

    static final String HEADER = "X-Request-Id";
    /** A common alternative name of the header. The response has this header too if the caller used it. */
    static final String CORRELATION_HEADER = "X-Correlation-Id";

    /** W3C's trace context: version, trace, caller, flags. */
    static final String TRACE_HEADER = "traceparent";

    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    static final String LOG_KEY = "requestId";
    private static final int ID_MAX = 64;

    private final RequestIds ids;
    private final ErrorAnswers answers;
    private final CallSpans spans;
    private final SafeHeaders safeHeaders;

    OutermostFilter(RequestIds ids, ErrorAnswers answers, CallSpans spans, SafeHeaders safeHeaders) {
        this.ids = ids;
        this.answers = answers;
        this.spans = spans;
        this.safeHeaders = safeHeaders;
    }

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain) throws IOException {
        HttpServletRequest request = (HttpServletRequest) anyRequest;
        HttpServletResponse response = (HttpServletResponse) anyResponse;
        String id = id(request);
        response.setHeader(HEADER, id);
        safeHeaders.write(request, response);
        if (request.getHeader(CORRELATION_HEADER) != null) {
            response.setHeader(CORRELATION_HEADER, id);
        }
        // The caller's id may contain a phone number or an e-mail address. So the log masks the id; the response
        // contains the id unchanged.
        MDC.put(LOG_KEY, Masking.masked(id));
        try {
            if (spans.wants(request)) {
                answerTraced(id, request, response, chain);
            } else {
                answer(request, response, chain);
            }
        } finally {
            MDC.remove(LOG_KEY);
        }
    }

    private void answerTraced(String id, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try (Traced call = spans.begin(request, id)) {
            answer(request, response, chain);
            spans.answered(call, request, response);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException error) {
            answers.write(error, request, response);
        } catch (ServletException error) {
            answers.write(error.getRootCause() == null ? error : error.getRootCause(), request, response);
        }
    }

    /** The caller's request id, from the first usable header; otherwise a new id. */
    private String id(HttpServletRequest request) {
        String given = request.getHeader(HEADER);
        if (isAcceptable(given)) {
            return given;
        }
        String correlation = request.getHeader(CORRELATION_HEADER);
        if (isAcceptable(correlation)) {
            return correlation;
        }
        String trace = request.getHeader(TRACE_HEADER);
        if (trace != null) {
            Matcher parts = TRACE.matcher(trace);
            if (parts.matches()) {
                return parts.group(1);
            }
        }
        return ids.next();
    }

    /** Accepts only ids that cannot break a log line or a header. */
    static boolean isAcceptable(@Nullable String id) {
        if (id == null || id.isEmpty() || id.length() > ID_MAX) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean allowed = (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '_'
                    || c == '-';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }
}
