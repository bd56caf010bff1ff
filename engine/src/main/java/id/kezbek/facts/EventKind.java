package id.kezbek.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of this kind of event in the log, in upper snake case. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventKind {
    String value();

    /** The name that older engines used; several kinds may share one name. */
    String former() default "";
}
