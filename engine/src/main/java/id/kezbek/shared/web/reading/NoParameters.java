package id.kezbek.shared.web.reading;

import id.kezbek.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriUtils;

/**
 * Refuses query parameters at v2 operations that have none. Operations with parameters use {@link Query}, which refuses
 * unknown parameters.
 */
public final class NoParameters implements HandlerInterceptor {

    private static final String SURFACE = "/api/v2/";

    /** A cache with at most one entry per operation, because looking up annotations is slow. */
    private final Map<Method, Boolean> takesSome = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query != null
                && !query.isEmpty()
                && request.getServletPath().startsWith(SURFACE)
                && handler instanceof HandlerMethod operation
                && !takesSome.computeIfAbsent(operation.getMethod(), NoParameters::takesSome)) {
            throw Refusal.badField(firstName(query), "is unknown; this call has no parameters");
        }
        return true;
    }

    private static boolean takesSome(Method operation) {
        return Arrays.stream(operation.getParameters())
                .anyMatch(parameter -> parameter.isAnnotationPresent(RequestParam.class));
    }

    private static String firstName(String query) {
        String name = query.split("[&=]", 2)[0];
        try {
            String decoded = UriUtils.decode(name, StandardCharsets.UTF_8);
            return decoded.isEmpty() ? "query" : TextRules.printable(decoded);
        } catch (IllegalArgumentException broken) {
            return "query";
        }
    }
}
