package id.kezbek.shared.web;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.web.reading.Faults;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds the response to a refusal or an error: v1's envelope on v1's paths, an HTML page on the console's paths, and
 * problem details on all other paths. Errors in controllers, in filters and in the server itself all use this class.
 */
@Component
public class ErrorAnswers {

    private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

    private final RefusalEvents events;
    private final ObjectProvider<ErrorPage> page;
    private final JsonMapper json;

    ErrorAnswers(RefusalEvents events, ObjectProvider<ErrorPage> page, JsonMapper json) {
        this.events = events;
        this.page = page;
        this.json = json;
    }

    /** Returns the response to a request that failed with this error, and logs the error if necessary. */
    ResponseEntity<Object> answer(Throwable error, String path, HttpServletRequest request) {
        Refusal refusal = Faults.refusalFor(error);
        record(refusal, error);
        events.tell(refusal, request);
        return answer(refusal, path, request);
    }

    /** The response to a request that was refused outside a controller. */
    ResponseEntity<Object> answer(Refusal refusal, String path, HttpServletRequest request) {
        ErrorPage forPeople = RequestPath.isPage(path) ? page.getIfAvailable() : null;
        return forPeople == null ? answer(refusal, path) : forPeople.answer(refusal, request);
    }

    private static ResponseEntity<Object> answer(Refusal refusal, String path) {
        boolean v1 = isV1(path);
        int status = v1 ? refusal.code().v1Status() : refusal.code().v2Status();
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status)
                .contentType(v1 ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_PROBLEM_JSON);
        refusal.retryAfter()
                .ifPresent(
                        wait -> answer.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds()))));
        if (status == HttpStatus.UNAUTHORIZED.value()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer.body(v1 ? V1Envelope.refused(refusal) : Problem.of(refusal));
    }

    /**
     * Like {@link #answer(Throwable, String, HttpServletRequest)}, but for one item of a v2 request with several items.
     */
    public Problem problem(Throwable error) {
        Refusal refusal = Faults.refusalFor(error);
        record(refusal, error);
        return Problem.of(refusal);
    }

    /** Writes the response from a filter, before Spring MVC. */
    public void write(Throwable error, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ResponseEntity<Object> answer = answer(error, RequestPath.of(request), request);
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.getOutputStream().write(text(answer).getBytes(StandardCharsets.UTF_8));
    }

    /** The body as it is sent. */
    String text(ResponseEntity<Object> answer) {
        Object body = answer.getBody();
        return body == null ? "" : body instanceof String page ? page : json.writeValueAsString(body);
    }

    public static boolean isV1(String path) {
        return path.startsWith("/api/v1/") || path.startsWith("/api/partner/") || path.equals("/api/ping");
    }

    private static void record(Refusal refusal, Throwable error) {
        ErrorCode.Fault fault = refusal.code().fault();
        switch (fault) {
            case CALLER, CONFLICT -> log.debug("Refused with {}", refusal.code());
            // The log line has no stack trace: a stack trace would add nothing to the exception's name and would fill
            // the log during an outage.
            case OUTSIDE -> log.warn("Out of service: {}", rootCause(error));
            case INSIDE -> log.error("Request failed; requestId is its X-Request-Id", error);
        }
    }

    private static String rootCause(Throwable error) {
        Throwable cause = error;
        @Nullable Throwable next = error.getCause();
        for (int depth = 0; depth < Faults.CAUSES_MAX && next != null; depth++) {
            cause = next;
            next = cause.getCause();
        }
        return cause instanceof Refusal refusal
                ? refusal.getMessage()
                : cause.getClass().getSimpleName();
    }
}
