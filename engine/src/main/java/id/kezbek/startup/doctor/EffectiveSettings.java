package id.kezbek.startup.doctor;

import id.kezbek.startup.vault.VaultLayer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/** The value and source of each setting. Secrets and all values from Vault are hidden. */
final class EffectiveSettings {

    static final String HIDDEN = "******";
    static final String BY_DEFAULT = "default";

    /** A setting with one of these words at the end of its name is a secret. */
    private static final Pattern SECRET = Pattern.compile(
            ".*(password|passphrase|secret|secrets|credential|credentials|token|key|keys|apikey)(\\[\\d+])?",
            Pattern.CASE_INSENSITIVE);

    /** A password inside an address, after the user's name or as a parameter. */
    private static final Pattern IN_ADDRESS = Pattern.compile(
            "(//[^/:@]*:)[^@/]*(@)|([?&;](?:password|token|secret|sslpassword)=)[^&;]*", Pattern.CASE_INSENSITIVE);

    /**
     * The prefixes of the settings to show. The environment also contains many settings that do not concern the engine.
     */
    private static final Pattern SHOWN = Pattern.compile("(cezbek|spring|server|management|logging)\\..*");

    /** Variables that only scripts use. */
    private static final Set<String> SCRIPTS =
            Set.of("cezbekhome", "cezbekengineopts", "cezbektestconsul", "cezbektestvault");

    /** @param from the layer, and the place of the setting in the layer */
    record Effective(String name, String value, String from) {

        boolean isDefault() {
            return from.equals(BY_DEFAULT);
        }

        String line() {
            return name + " = " + value + "   (" + from + ")";
        }
    }

    private final ConfigurableEnvironment environment;
    private final List<Catalogue.Setting> known;

    EffectiveSettings(ConfigurableEnvironment environment, Catalogue catalogue) {
        this.environment = environment;
        this.known = catalogue.settings();
    }

    /** All settings of the engine, and the configured settings of libraries, sorted by name. */
    List<Effective> all() {
        Map<String, Effective> all = new TreeMap<>();
        for (Catalogue.Setting setting : known) {
            all.put(setting.name(), effective(setting.name(), setting.byDefault()));
        }
        for (String name : namesSet()) {
            if (known.stream().noneMatch(setting -> plain(setting.name()).equals(plain(name)))) {
                all.put(name, effective(name, ""));
            }
        }
        return List.copyOf(all.values());
    }

    /** Configured names that look like settings of the engine but that no code reads. */
    List<String> unknown() {
        return namesSet().stream()
                .filter(name -> name.startsWith("cezbek.") && !SCRIPTS.contains(plain(name)))
                .filter(name -> known.stream().noneMatch(setting -> covers(setting, plain(name))))
                .toList();
    }

    private static boolean covers(Catalogue.Setting setting, String name) {
        String plain = plain(setting.name());
        return String.valueOf(setting.type()).startsWith("java.util.Map") ? name.startsWith(plain) : name.equals(plain);
    }

    /**
     * Removes the characters that names of environment variables cannot contain, so that all spellings of a name are
     * equal.
     */
    private static String plain(String name) {
        return name.replaceAll("\\[\\d+]|[.-]", "").toLowerCase(Locale.ROOT);
    }

    private Effective effective(String name, String byDefault) {
        ConfigurationPropertyName wanted = ConfigurationPropertyName.adapt(name, '.');
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty found = source.getConfigurationProperty(wanted);
            ConfigurationProperty first = found == null ? source.getConfigurationProperty(wanted.append("[0]")) : found;
            if (first != null) {
                String layer = source.getUnderlyingSource() instanceof PropertySource<?> spring ? spring.getName() : "";
                boolean isHidden = layer.equals(VaultLayer.NAME) || isSecret(name);
                return new Effective(name, isHidden ? HIDDEN : shown(wanted, found), from(first));
            }
        }
        return new Effective(name, environment.resolvePlaceholders(byDefault), BY_DEFAULT);
    }

    /** Joins a list that is configured with one line per element. */
    private String shown(ConfigurationPropertyName name, @Nullable ConfigurationProperty found) {
        String text = found == null
                ? String.join(
                        ",",
                        Binder.get(environment)
                                .bind(name, Bindable.listOf(String.class))
                                .orElse(List.of()))
                : environment.resolvePlaceholders(String.valueOf(found.getValue()));
        return IN_ADDRESS.matcher(text).replaceAll("$1$3" + HIDDEN + "$2");
    }

    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    /** The source of a value from Spring Boot: the file and the line, or the layer and the name in the layer. */
    private static String from(ConfigurationProperty property) {
        if (!(property.getOrigin() instanceof PropertySourceOrigin place)) {
            return String.valueOf(property.getOrigin());
        }
        String inLayer = place.getOrigin() == null
                ? place.getPropertySource().getName() + " " + place.getPropertyName()
                : place.getOrigin().toString();
        return inLayer.startsWith("class path") ? BY_DEFAULT : inLayer;
    }

    /** The names in all layers above the defaults. */
    private Set<String> namesSet() {
        Set<String> names = new TreeSet<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable
                    && source.getUnderlyingSource() instanceof PropertySource<?> layer
                    && !layer.getName().contains("class path resource")) {
                iterable.stream()
                        .map(ConfigurationPropertyName::toString)
                        .filter(name -> SHOWN.matcher(name).matches())
                        .forEach(names::add);
            }
        }
        return names;
    }
}
