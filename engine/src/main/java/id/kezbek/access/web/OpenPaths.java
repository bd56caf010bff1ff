package id.kezbek.access.web;

import id.kezbek.shared.security.Allow;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** The paths open to callers who have not signed in: the health checks, and operations that say {@code @Allow(anyone)}. */
@Component
class OpenPaths {

    private static final String HEALTH = "/actuator/health";

    private final SingletonSupplier<List<PathPattern>> patterns;

    OpenPaths(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> operations) {
        // Read at the first call: the filters are made before the controllers are.
        this.patterns = SingletonSupplier.of(() -> open(operations.getObject()));
    }

    boolean contains(String path) {
        if (path.equals(HEALTH) || path.startsWith(HEALTH + "/")) {
            return true;
        }
        PathContainer parsed = PathContainer.parsePath(path);
        return patterns.obtain().stream().anyMatch(pattern -> pattern.matches(parsed));
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
