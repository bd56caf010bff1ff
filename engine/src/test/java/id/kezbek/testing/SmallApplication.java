package id.kezbek.testing;

import id.kezbek.shared.settings.Live;
import id.kezbek.shared.settings.LiveSettings;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * The part of an engine that reads and follows settings, started like the whole engine, without database and web
 * server. Some of the limits are its live settings.
 */
@ComponentScan({
    "id.kezbek.shared.settings",
    "id.kezbek.startup.configuration",
    "id.kezbek.startup.consul",
    "id.kezbek.startup.vault"
})
public class SmallApplication {

    /** The same as in the engine. */
    public record Limits(@DefaultValue("4000") int addressCallsPerSecond) {

        public Limits {
            if (addressCallsPerSecond < 1) {
                throw new IllegalArgumentException("cezbek.limits: each limit must be 1 or more");
            }
        }
    }

    @Bean
    Live<Limits> limits(LiveSettings settings) {
        return settings.bound("cezbek.limits", Limits.class);
    }

    /**
     * @param settings command line arguments
     */
    public static ConfigurableApplicationContext start(Map<String, ?> settings) {
        SpringApplication application = new SpringApplication(SmallApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        // The JVM's hook closes what tests share, in the right order.
        application.setRegisterShutdownHook(false);
        return application.run(settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }

    @SuppressWarnings("unchecked")
    public static int addressCalls(ConfigurableApplicationContext application) {
        return ((Live<Limits>) application.getBean("limits")).get().addressCallsPerSecond();
    }
}
