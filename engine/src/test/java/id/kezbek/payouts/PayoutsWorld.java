package id.kezbek.payouts;

import id.kezbek.sandbox.providers.ProviderSandbox;
import id.kezbek.sandbox.xendit.XenditSandbox;
import id.kezbek.testing.SharedWorld;
import id.kezbek.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/** A database of their own and all providers for the tests of payouts, on one clock that the tests turn. */
public final class PayoutsWorld implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final TestClock CLOCK = new TestClock();

    private static final class Holder {

        static final Path FOLDER = folder();
        static final Map<String, Object> DATABASE = SharedWorld.propertiesOnNewDatabase("payouts");
        static final ProviderSandbox PROVIDERS = ProviderSandbox.start(FOLDER, CLOCK);
        static final XenditSandbox XENDIT = XenditSandbox.start(CLOCK);

        static {
            SharedWorld.stopAfterEngines(Holder::stop);
        }

        private static Path folder() {
            try {
                return Files.createTempDirectory("cezbek-payouts");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private static void stop() {
            PROVIDERS.close();
            XENDIT.close();
            FileSystemUtils.deleteRecursively(FOLDER.toFile());
        }
    }

    static ProviderSandbox providers() {
        return Holder.PROVIDERS;
    }

    public static XenditSandbox xendit() {
        return Holder.XENDIT;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Map<String, Object> properties = new HashMap<>(Holder.DATABASE);
        properties.putAll(Holder.PROVIDERS.engineProperties());
        properties.putAll(Holder.XENDIT.engineProperties());
        properties.put("cezbek.roles", "api");
        List.of("linksaja", "gopaid", "josvo", "middletrans", "xenit", "xendit")
                .forEach(name -> properties.put("cezbek.providers." + name + ".timeout", "3s"));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("payouts world", properties));
    }
}
