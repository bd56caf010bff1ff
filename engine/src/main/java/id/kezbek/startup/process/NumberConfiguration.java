package id.kezbek.startup.process;

import id.kezbek.shared.NumberPlan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Sets the number plan before the engine serves its first request. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NumberSettings.class)
class NumberConfiguration {

    NumberConfiguration(NumberSettings settings) {
        NumberPlan.use(settings.plan());
    }
}
