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

/** The paths open to callers who have not signed in: health checks, operations that say {@code @Allow(anyone)}, figures. */
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
        // Read at the first call: the filters are made before the controllers are.
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
     * Whether it is the management's and not for this port, whoever calls. Where there is no management port these paths
     * are served here, beside the operations and past their look at roles, so a partner's token would be as good as any.
     */
    boolean isShut(HttpServletRequest request) {
        String path = request.getServletPath();
        return (path.equals(MANAGEMENT) || path.startsWith(ACTUATOR)) && !contains(request);
    }

    /** Whoever reaches the management port may read figures there; it is bound to the loopback interface by default. */
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
