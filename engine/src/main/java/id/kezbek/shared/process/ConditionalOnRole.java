package id.kezbek.shared.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * Marks an entry point (controller, schedule, consumer): the bean exists only if {@code cezbek.roles} contains one of
 * these roles.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Conditional(OnRole.class)
public @interface ConditionalOnRole {
    ProcessRole[] value();
}
