package id.kezbek.platform.vault;

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

/** What a running engine has of Vault, where it is used. */
@Configuration(proxyBeanMethods = false)
@Conditional(VaultConfiguration.Used.class)
@EnableConfigurationProperties(VaultSettings.class)
class VaultConfiguration {

    /** Where the layer was read, Vault is used. */
    static final class Used implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment() instanceof ConfigurableEnvironment environment
                    && environment.getPropertySources().contains(VaultLayer.NAME);
        }
    }

    @Bean("vault")
    VaultLease vaultLease(VaultSettings settings, ConfigurableEnvironment environment, LiveSettings live) {
        RemoteLayer layer = (RemoteLayer)
                Objects.requireNonNull(environment.getPropertySources().get(VaultLayer.NAME));
        return new VaultLease(new Vault(settings), settings.refresh(), new FollowedLayer(layer, live));
    }
}
