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

/** Registers Midtrans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MidtransRegistration.Settings.class, MidtransSettings.class})
class MidtransRegistration {

    @ConfigurationProperties("cezbek.providers")
    record Settings(
            @NestedConfigurationProperty @DefaultValue ProviderSettings midtrans) {

        Settings {
            midtrans.requireSensible(SnapDialect.MIDTRANS.name());
        }
    }

    @Bean
    ProviderRegistration midtrans(Settings settings, MidtransSettings own, Clock clock) {
        return new ProviderRegistration(
                SnapDialect.MIDTRANS.name(),
                SnapDialect.MIDTRANS.code(),
                settings.midtrans(),
                (line, common) -> new Snap(SnapDialect.MIDTRANS, line, common, own.common(), clock),
                new MidtransCallbacks());
    }
}
