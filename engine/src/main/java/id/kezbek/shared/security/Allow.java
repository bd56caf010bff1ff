package id.kezbek.shared.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The roles that may call a controller's method. An operation without it is refused to all callers. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allow {
    Role[] value() default {};

    /** Open to callers without a log-in. */
    boolean anyone() default false;
}
