package id.kezbek.access.web;

import id.kezbek.shared.security.Allow;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.env.Environment;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** The open paths: health checks, operations with {@code @Allow(anyone)}, metrics. */
@Component
class OpenPaths {

    private static final String MANAGEMENT = "/actuator";
    private static final String ACTUATOR = "/actuator/";
    private static final String HEALTH = "/actuator/health";
    private static final Set<String> PROBES = Set.of("/livez", "/readyz", "/health");

    private final SingletonSupplier<List<PathPattern>> patterns;
    private final Environment environment;

    OpenPaths(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> operations,
            Environment environment) {
        this.environment = environment;
        // Filters are created before controllers, so the list is built at the first request.
        this.patterns = SingletonSupplier.of(() -> open(operations.getObject()));
    }

    boolean contains(HttpServletRequest request) {
        String path = request.getServletPath();
        if (path.equals(HEALTH) || path.startsWith(HEALTH + "/") || PROBES.contains(path)) {
            return true;
        }
        if (path.startsWith(ACTUATOR) && isOnManagementPort(request)) {
            return true;
        }
        PathContainer parsed = PathContainer.parsePath(path);
        return patterns.obtain().stream().anyMatch(pattern -> pattern.matches(parsed));
    }

    /**
     * Whether the path is a management path on the engine's own port. Without a separate management port, Spring would
     * serve these paths to every caller with a valid token, of any role.
     */
    boolean isShut(HttpServletRequest request) {
        String path = request.getServletPath();
        return (path.equals(MANAGEMENT) || path.startsWith(ACTUATOR)) && !contains(request);
    }

    /** On the management port, metrics need no token. By default, this port is open only on the loopback interface. */
    private boolean isOnManagementPort(HttpServletRequest request) {
        Integer management = environment.getProperty("local.management.port", Integer.class);
        Integer engine = environment.getProperty("local.server.port", Integer.class);
        return management != null && !management.equals(engine) && management == request.getLocalPort();
    }

    private static List<PathPattern> open(RequestMappingHandlerMapping operations) {
        return operations.getHandlerMethods().entrySet().stream()
                .filter(operation -> isOpen(operation.getValue()))
                .flatMap(operation -> patterns(operation.getKey()))
                .toList();
    }

    private static boolean isOpen(HandlerMethod operation) {
        Allow allow = operation.getMethodAnnotation(Allow.class);
        return allow != null && allow.anyone();
    }

    private static Stream<PathPattern> patterns(RequestMappingInfo operation) {
        PathPatternsRequestCondition paths = operation.getPathPatternsCondition();
        return paths == null ? Stream.empty() : paths.getPatterns().stream();
    }
}
