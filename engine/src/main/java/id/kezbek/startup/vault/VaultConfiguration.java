package id.kezbek.startup.vault;

import id.kezbek.shared.settings.LiveSettings;
import id.kezbek.startup.configuration.FollowedLayer;
import id.kezbek.startup.configuration.FollowedServer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** The beans for Vault in a running engine, if Vault is used. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${cezbek.vault.url:}'.isBlank()")
@EnableConfigurationProperties(VaultSettings.class)
class VaultConfiguration {

    @Bean("vault")
    FollowedServer vaultServer(VaultSettings settings, ConfigurableEnvironment environment, LiveSettings live) {
        return new FollowedServer(
                new VaultLease(new Vault(settings), settings.refresh()),
                FollowedLayer.of(VaultLayer.NAME, environment, live));
    }
}
