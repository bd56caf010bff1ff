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
     * The settings that may change while the engine runs. Pools and loops use {@link PayoutSettings} from the start of
     * the process.
     */
    @Bean
    Live<PayoutSettings> livePayoutSettings(LiveSettings settings) {
        return settings.bound(PayoutSettings.PREFIX, PayoutSettings.class);
    }
}
