package id.kezbek.platform.configuration;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Looks for a layer among the environment's. */
final class OnLayer implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var attributes = metadata.getAnnotationAttributes(ConditionalOnLayer.class.getName());
        if (attributes == null || !(attributes.get("value") instanceof String layer)) {
            throw new IllegalStateException("OnLayer is only for @ConditionalOnLayer");
        }
        return context.getEnvironment() instanceof ConfigurableEnvironment environment
                && environment.getPropertySources().contains(layer);
    }
}
