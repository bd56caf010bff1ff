package id.kezbek.payouts.providers.gopaid;

import id.kezbek.payouts.providers.http.ProviderRegistration;
import id.kezbek.payouts.providers.http.ProviderSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers GoPaid. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GoPaidRegistration.Settings.class)
class GoPaidRegistration {

    @ConfigurationProperties("cezbek.providers")
    record Settings(
            @NestedConfigurationProperty @DefaultValue ProviderSettings gopaid) {

        Settings {
            gopaid.requireSensible(GoPaid.NAME);
        }
    }

    @Bean
    ProviderRegistration gopaid(Settings settings) {
        return new ProviderRegistration(GoPaid.NAME, GoPaid.CODE, settings.gopaid(), GoPaid::new);
    }
}
