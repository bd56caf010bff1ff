package id.kezbek.platform.configuration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/** On what belongs to a server of settings: it exists where the layer of this name was put among the others at the start. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Conditional(OnLayer.class)
public @interface ConditionalOnLayer {
    String value();
}
