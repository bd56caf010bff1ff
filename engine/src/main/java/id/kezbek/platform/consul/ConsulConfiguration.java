package id.kezbek.platform.consul;

import id.kezbek.platform.configuration.FollowedLayer;
import id.kezbek.platform.configuration.RemoteLayer;
import id.kezbek.shared.settings.LiveSettings;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** What a running engine has of Consul, where it is used. */
@Configuration(proxyBeanMethods = false)
@Conditional(ConsulConfiguration.Used.class)
@EnableConfigurationProperties(ConsulSettings.class)
class ConsulConfiguration {

    /** Where the layer was read, Consul is used. */
    static final class Used implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment() instanceof ConfigurableEnvironment environment
                    && environment.getPropertySources().contains(ConsulLayer.NAME);
        }
    }

    @Bean("consul")
    ConsulWatch consulWatch(ConsulSettings settings, ConfigurableEnvironment environment, LiveSettings live) {
        RemoteLayer layer = (RemoteLayer)
                Objects.requireNonNull(environment.getPropertySources().get(ConsulLayer.NAME));
        return new ConsulWatch(new Consul(settings), new FollowedLayer(layer, live));
    }

    @Bean
    @Conditional(Registering.class)
    ConsulEntry consulEntry(ConsulSettings settings, ConfigurableEnvironment environment) {
        return new ConsulEntry(new Consul(settings), settings, environment);
    }

    static final class Registering implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment().getProperty(ConsulSettings.PREFIX + ".register", Boolean.class, true);
        }
    }
}
