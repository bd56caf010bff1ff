package id.kezbek.payouts.providers.snap;

import id.kezbek.payouts.providers.http.ProviderRegistration;
import id.kezbek.payouts.providers.http.ProviderSettings;
import java.time.Clock;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers DANA. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DanaRegistration.Settings.class, DanaSettings.class})
class DanaRegistration {

    @ConfigurationProperties("cezbek.providers")
    record Settings(
            @NestedConfigurationProperty @DefaultValue ProviderSettings dana) {

        Settings {
            dana.requireSensible(SnapDialect.DANA.name());
        }
    }

    @Bean
    ProviderRegistration dana(Settings settings, DanaSettings own, Clock clock) {
        return new ProviderRegistration(
                SnapDialect.DANA.name(),
                SnapDialect.DANA.code(),
                settings.dana(),
                (line, common) -> new Dana(line, common, own, clock));
    }
}
