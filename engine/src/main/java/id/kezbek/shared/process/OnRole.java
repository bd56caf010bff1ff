package id.kezbek.shared.process;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Reads {@code cezbek.roles}: a comma-separated subset of api, job, analytics. Without this setting, the process has
 * all roles.
 */
public final class OnRole implements Condition {

    public static final String PROPERTY = "cezbek.roles";

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var attributes = metadata.getAnnotationAttributes(ConditionalOnRole.class.getName());
        if (attributes == null) {
            throw new IllegalStateException("Use OnRole only with @ConditionalOnRole");
        }
        Set<ProcessRole> active = active(context.getEnvironment());
        return Arrays.stream((ProcessRole[]) attributes.get("value")).anyMatch(active::contains);
    }

    /**
     * The roles of this process.
     *
     * @throws IllegalArgumentException if the property contains an unknown role, with a message for the operator
     */
    public static Set<ProcessRole> active(Environment environment) {
        @Nullable String text = environment.getProperty(PROPERTY);
        if (text == null || text.isBlank()) {
            return EnumSet.allOf(ProcessRole.class);
        }
        Set<ProcessRole> roles = EnumSet.noneOf(ProcessRole.class);
        for (String name : text.split(",", -1)) {
            roles.add(role(name.strip()));
        }
        return roles;
    }

    private static ProcessRole role(String name) {
        return Arrays.stream(ProcessRole.values())
                .filter(role -> role.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "cezbek.roles contains '" + name + "', which is not a role; use any of api, job, analytics"));
    }
}
