package id.kezbek.payouts.providers.middletrans;

import id.kezbek.payouts.providers.http.ProviderRegistration;
import id.kezbek.payouts.providers.http.ProviderSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers Middletrans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MiddletransRegistration.Settings.class)
class MiddletransRegistration {

    @ConfigurationProperties("cezbek.providers")
    record Settings(
            @NestedConfigurationProperty @DefaultValue ProviderSettings middletrans) {

        Settings {
            middletrans.requireSensible(Middletrans.NAME);
        }
    }

    @Bean
    ProviderRegistration middletrans(Settings settings) {
        return new ProviderRegistration(Middletrans.NAME, Middletrans.CODE, settings.middletrans(), Middletrans::new);
    }
}
