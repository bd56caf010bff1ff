package id.kezbek.payouts.providers.josvo;

import id.kezbek.payouts.providers.http.ProviderRegistration;
import id.kezbek.payouts.providers.http.ProviderSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers Josvo. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JosvoRegistration.Settings.class)
class JosvoRegistration {

    @ConfigurationProperties("cezbek.providers")
    record Settings(
            @NestedConfigurationProperty @DefaultValue ProviderSettings josvo) {

        Settings {
            josvo.requireSensible(Josvo.NAME);
        }
    }

    @Bean
    ProviderRegistration josvo(Settings settings) {
        return new ProviderRegistration(Josvo.NAME, Josvo.CODE, settings.josvo(), Josvo::new);
    }
}
