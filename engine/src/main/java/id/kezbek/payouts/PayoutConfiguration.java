package id.kezbek.payouts;

import id.kezbek.shared.settings.Live;
import id.kezbek.shared.settings.LiveSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PayoutSettings.class)
class PayoutConfiguration {

    /**
     * Inject this only for settings that may change while the engine runs. Pools and loops keep their initial values.
     */
    @Bean
    Live<PayoutSettings> livePayoutSettings(LiveSettings settings) {
        return settings.bound(PayoutSettings.PREFIX, PayoutSettings.class);
    }
}
