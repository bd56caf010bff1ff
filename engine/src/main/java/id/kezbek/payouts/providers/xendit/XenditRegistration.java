package id.kezbek.payouts.providers.xendit;

import id.kezbek.payouts.providers.http.ProviderRegistration;
import id.kezbek.payouts.providers.http.ProviderSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers Xendit. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({XenditRegistration.Settings.class, XenditSettings.class})
class XenditRegistration {

    @ConfigurationProperties("cezbek.providers")
    record Settings(
            @NestedConfigurationProperty @DefaultValue ProviderSettings xendit) {

        Settings {
            xendit.requireSensible(Xendit.NAME);
        }
    }

    @Bean
    ProviderRegistration xendit(Settings settings, XenditSettings own) {
        return new ProviderRegistration(
                Xendit.NAME,
                Xendit.CODE,
                settings.xendit(),
                (line, common) -> new Xendit(line, common, own),
                new XenditCallbacks());
    }
}
