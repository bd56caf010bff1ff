package id.kezbek.startup.process;

import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.startup.StartFailure;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Refuses sandbox features in real installations. The sandbox's log-ins are in a readable file, its tokens last a
 * month, and its crash points stop processes. An engine with such a feature does not start if a real provider is
 * configured, or if other machines can reach the engine.
 */
@Configuration(proxyBeanMethods = false)
class SandboxPowers {

    static final String CONTAINED = "cezbek.sandbox.contained";

    private static final String EXPLAINS = "cezbek.sandbox.explains-signatures";
    private static final String SEED = "cezbek.seed";
    /** The seed without partners and staff. */
    private static final String SEED_OF_SETTINGS = "settings";

    private static final List<String> FILES = List.of("cezbek.sandbox-file", "cezbek.try-it.sandbox-file");

    /** The settings of a provider. */
    record Provider(@DefaultValue("") String baseUrl) {}

    @Bean
    static BeanFactoryPostProcessor sandboxPowersAreContained(Environment environment) {
        return beans -> power(environment).ifPresent(power -> requireContained(environment, power));
    }

    /** The first setting that enables a sandbox feature. */
    private static Optional<String> power(Environment environment) {
        String seed = environment.getProperty(SEED, "");
        Stream<String> seeds =
                seed.isBlank() || seed.equals(SEED_OF_SETTINGS) ? Stream.of() : Stream.of(SEED + "=" + seed);
        Stream<String> files =
                FILES.stream().filter(name -> !environment.getProperty(name, "").isBlank());
        Stream<String> words =
                environment.getProperty(EXPLAINS, Boolean.class, false) ? Stream.of(EXPLAINS) : Stream.of();
        Stream<String> crashes = CrashPoint.areAlive() ? Stream.of(CrashPoint.FOLDER_PROPERTY) : Stream.of();
        return Stream.of(seeds, files, words, crashes).flatMap(each -> each).findFirst();
    }

    private static void requireContained(Environment environment, String power) {
        boolean isContained = environment.getProperty(CONTAINED, Boolean.class, false);
        String pretend = isContained ? host(environment.getProperty("cezbek.sandbox.providers-url", "")) : "";
        Map<String, Provider> providers = Binder.get(environment)
                .bind("cezbek.providers", Bindable.mapOf(String.class, Provider.class))
                .orElse(Map.of());
        for (String provider : new TreeSet<>(providers.keySet())) {
            String setting = "cezbek.providers." + provider + ".base-url";
            String url = Objects.requireNonNull(providers.get(provider)).baseUrl();
            String host = host(url);
            if (!url.isBlank() && !isLoopback(host) && (pretend.isEmpty() || !host.equals(pretend))) {
                throw new StartFailure.Precondition(power + " cannot be combined with " + setting + "=" + url
                        + ", which is not on this machine: it is for the sandbox only; remove one of the two settings");
            }
        }
        String address = environment.getProperty("server.address", "");
        if (!isContained && !isLoopback(address)) {
            throw new StartFailure.Precondition(power + " cannot be used with "
                    + (address.isBlank() ? "no server.address" : "server.address=" + address)
                    + ", because other machines can reach this engine: it is for the sandbox only; remove it, or set"
                    + " server.address=127.0.0.1");
        }
    }

    private static String host(String url) {
        try {
            return Optional.ofNullable(URI.create(url.strip()).getHost()).orElse("");
        } catch (IllegalArgumentException noAddress) {
            return "";
        }
    }

    /** Host names are not resolved, because the address of a name may change. */
    private static boolean isLoopback(String host) {
        String bare = host.replaceAll("^\\[|]$", "");
        if (bare.equals("localhost")) {
            return true;
        }
        try {
            return !bare.isBlank() && InetAddress.ofLiteral(bare).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }
}
