package id.kezbek.idempotency;

import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.CallsOutside;
import id.kezbek.shared.sql.OwnRows;
import id.kezbek.shared.web.reading.Fields;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/**
 * Runs operations. A v2 POST runs with its idempotency key. The whole method runs in the transaction that stores its
 * response, so the method must not call other systems. Operations need no annotation for a key; the few operations
 * without a key have {@link KeyedByReference}. A GET request of a partner can read only the partner's rows ({@link
 * ReadByPartner}).
 */
final class KeyedOperations extends RequestMappingHandlerAdapter {

    private static final String REPLAYED = "Idempotent-Replayed";
    private static final String SURFACE = "/api/v2/";

    private final Once once;
    private final OwnRows ownRows;
    /** Caches the annotations, because reading them is slow. The cache has one entry for each operation. */
    private final Map<Method, Boolean> keyedByReference = new ConcurrentHashMap<>();

    private final Map<Method, Boolean> takesBody = new ConcurrentHashMap<>();

    private final Map<Method, Boolean> reads = new ConcurrentHashMap<>();

    KeyedOperations(Once once, OwnRows ownRows) {
        this.once = once;
        this.ownRows = ownRows;
    }

    @Override
    protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod operation) {
        boolean isRead = reads.computeIfAbsent(operation.getMethod(), KeyedOperations::isRead);
        return isRead ? new ReadByPartner(operation, ownRows) : super.createInvocableHandlerMethod(operation);
    }

    /** Public operations are excluded, because they never return records of a partner. */
    private static boolean isRead(Method operation) {
        @Nullable Allow allow = operation.getAnnotation(Allow.class);
        return AnnotatedElementUtils.hasAnnotation(operation, GetMapping.class)
                && !operation.isAnnotationPresent(CallsOutside.class)
                && (allow == null || !allow.anyone());
    }

    @Override
    protected @Nullable ModelAndView invokeHandlerMethod(
            HttpServletRequest request, HttpServletResponse response, HandlerMethod operation) throws Exception {
        if (!isKeyed(request, operation)) {
            return super.invokeHandlerMethod(request, response, operation);
        }
        KeyedCall call = KeyedCall.read(request);
        if (!takesBody.computeIfAbsent(operation.getMethod(), KeyedOperations::takesBody)) {
            Fields.readNothing(call.body());
        }
        switch (once.call(call, () -> answer(new ReadRequest(request, call.body()), response, operation))) {
            case Once.Outcome.Answered(Answer answer) -> answer.write(response);
            case Once.Outcome.Replayed(Answer answer) -> {
                response.setHeader(REPLAYED, "true");
                answer.write(response);
            }
            case Once.Outcome.Failed(Exception cause) -> throw cause;
        }
        return null;
    }

    private Answer answer(HttpServletRequest request, HttpServletResponse response, HandlerMethod operation)
            throws Exception {
        HeldResponse held = new HeldResponse(response);
        if (super.invokeHandlerMethod(request, held, operation) != null || request.isAsyncStarted()) {
            throw new IllegalStateException(
                    "An operation with an Idempotency-Key must respond synchronously with a body: " + operation);
        }
        return held.answer();
    }

    private boolean isKeyed(HttpServletRequest request, HandlerMethod operation) {
        return request.getMethod().equals("POST")
                && isOnSurface(request)
                && !keyedByReference.computeIfAbsent(
                        operation.getMethod(), method -> method.isAnnotationPresent(KeyedByReference.class));
    }

    private static boolean takesBody(Method operation) {
        return Arrays.stream(operation.getParameters())
                .anyMatch(parameter -> parameter.isAnnotationPresent(RequestBody.class));
    }

    /**
     * Compares the operation's path pattern instead of the request's path, because callers may encode any letter of the
     * path as %xx.
     */
    private static boolean isOnSurface(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern != null && pattern.toString().startsWith(SURFACE);
    }
}
