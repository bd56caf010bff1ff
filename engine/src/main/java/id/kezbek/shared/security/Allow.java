package id.kezbek.shared.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The roles that may call a controller's method. A method without this annotation refuses all callers. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allow {
    Role[] value() default {};

    /** Whether callers without a log-in may call the method. */
    boolean anyone() default false;
}
