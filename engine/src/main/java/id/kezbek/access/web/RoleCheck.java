package id.kezbek.access.web;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a request unless the operation's {@link Allow} permits the caller's role. An operation without this
 * annotation permits no caller.
 */
final class RoleCheck implements HandlerInterceptor {

    private record Admission(boolean anyone, Set<Role> roles) {

        static Admission of(Method operation) {
            @Nullable Allow allow = AnnotatedElementUtils.findMergedAnnotation(operation, Allow.class);
            if (allow == null) {
                return new Admission(false, Set.of());
            }
            Set<Role> roles = EnumSet.noneOf(Role.class);
            roles.addAll(Arrays.asList(allow.value()));
            return new Admission(allow.anyone(), roles);
        }
    }

    /** Caches the annotations, because reading them is slow. The cache has one entry for each operation. */
    private final Map<Method, Admission> admissions = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod operation)) {
            // No operation has this path, so there is no role to check.
            return true;
        }
        Admission admission = admissions.computeIfAbsent(operation.getMethod(), Admission::of);
        if (admission.anyone()) {
            return true;
        }
        if (!(request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller)) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "unauthorized");
        }
        if (!admission.roles().contains(caller.role())) {
            throw new Refusal(ErrorCode.FORBIDDEN, "your role does not permit this operation");
        }
        return true;
    }
}
