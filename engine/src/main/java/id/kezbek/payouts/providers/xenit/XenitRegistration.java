package id.kezbek.payouts.providers.xenit;

import id.kezbek.payouts.providers.http.ProviderRegistration;
import id.kezbek.payouts.providers.http.ProviderSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers Xenit. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(XenitRegistration.Settings.class)
class XenitRegistration {

    @ConfigurationProperties("cezbek.providers")
    record Settings(
            @NestedConfigurationProperty @DefaultValue ProviderSettings xenit) {

        Settings {
            xenit.requireSensible(Xenit.NAME);
        }
    }

    @Bean
    ProviderRegistration xenit(Settings settings) {
        return new ProviderRegistration(Xenit.NAME, Xenit.CODE, settings.xenit(), Xenit::new);
    }
}
