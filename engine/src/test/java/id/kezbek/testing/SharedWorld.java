package id.kezbek.testing;

import id.kezbek.sandbox.parts.OutsideWorld;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The outside world that the tests of a JVM share, started at first need and stopped with the JVM. */
public final class SharedWorld implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final class Holder {
        static final OutsideWorld WORLD = OutsideWorld.ephemeral();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(WORLD::close, "world-stops"));
        }
    }

    public static OutsideWorld get() {
        return Holder.WORLD;
    }

    /** What an engine needs to run against it. */
    public static Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(get().engineProperties());
        properties.put("cezbek.security.master-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        properties.put("cezbek.seed", "sandbox");
        return properties;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("outside world", properties()));
    }
}
