package id.kezbek.startup.consul;

import id.kezbek.shared.settings.LiveSettings;
import id.kezbek.startup.configuration.FollowedLayer;
import id.kezbek.startup.configuration.FollowedServer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** The beans for Consul in a running engine, if Consul is used. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${cezbek.consul.url:}'.isBlank()")
@EnableConfigurationProperties(ConsulSettings.class)
class ConsulConfiguration {

    @Bean("consul")
    FollowedServer consulServer(ConsulSettings settings, ConfigurableEnvironment environment, LiveSettings live) {
        return new FollowedServer(
                new ConsulWatch(new Consul(settings)), FollowedLayer.of(ConsulLayer.NAME, environment, live));
    }

    @Bean
    @ConditionalOnBooleanProperty(name = ConsulSettings.PREFIX + ".register", matchIfMissing = true)
    ConsulEntry consulEntry(ConsulSettings settings, ConfigurableEnvironment environment) {
        return new ConsulEntry(new Consul(settings), settings, environment);
    }
}
