package id.kezbek.startup.process;

import id.kezbek.shared.NumberPlan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Puts the number plan into force before the engine takes its first call. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NumberSettings.class)
class NumberConfiguration {

    NumberConfiguration(NumberSettings settings) {
        NumberPlan.use(settings.plan());
    }
}
