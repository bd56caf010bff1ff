package id.kezbek.limits.permits;

import id.kezbek.limits.LimitSettings;
import id.kezbek.shared.settings.Live;
import id.kezbek.shared.settings.LiveSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    Live<LimitSettings> limitSettings(LiveSettings settings) {
        return settings.bound(LimitSettings.PREFIX, LimitSettings.class);
    }
}
