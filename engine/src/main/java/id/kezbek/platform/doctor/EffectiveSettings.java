package id.kezbek.platform.doctor;

import id.kezbek.platform.configuration.RemoteLayer;
import id.kezbek.platform.vault.VaultLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.Resource;

/** What rules, and the layer that says so. Secrets are hidden, and all that comes from Vault. */
final class EffectiveSettings {

    static final String HIDDEN = "******";
    static final String BY_DEFAULT = "default";

    /** Words at a name's end that make its value a secret. */
    private static final Pattern SECRET = Pattern.compile(
            ".*(password|passphrase|secret|secrets|credential|credentials|token|key|keys|apikey)",
            Pattern.CASE_INSENSITIVE);

    /** A password inside an address: behind the user's name, or as a parameter. */
    private static final Pattern IN_ADDRESS = Pattern.compile(
            "(//[^/:@]*:)[^@/]*(@)|([?&;](?:password|token|secret|sslpassword)=)[^&;]*", Pattern.CASE_INSENSITIVE);

    /** Of others' settings these are the engine's business; an environment holds much besides. */
    private static final List<String> OTHERS = List.of("spring.", "server.", "management.", "logging.");

    /**
     * @param value as it may be shown
     * @param from the layer, and where in it
     */
    record Effective(String name, String value, String from) {

        boolean isDefault() {
            return from.equals(BY_DEFAULT);
        }

        String line() {
            return name + " = " + value + "   (" + from + ")";
        }
    }

    private final ConfigurableEnvironment environment;
    private final Catalogue catalogue;

    EffectiveSettings(ConfigurableEnvironment environment, Catalogue catalogue) {
        this.environment = environment;
        this.catalogue = catalogue;
    }

    /** The engine's own with their defaults, and those of others that somebody sets; in the order of their names. */
    List<Effective> all() {
        Map<String, Effective> all = new TreeMap<>();
        for (Catalogue.Setting setting : catalogue.settings()) {
            all.put(setting.name(), effective(setting));
        }
        for (String name : namesSet()) {
            if (catalogue.settings().stream()
                    .noneMatch(known -> plain(known.name()).equals(plain(name)))) {
                found(name).ifPresent(property -> all.put(name, shown(name, property)));
            }
        }
        return List.copyOf(all.values());
    }

    /** The names of ours that somebody sets and nobody reads. */
    List<String> unknown() {
        return namesSet().stream()
                .filter(name -> name.startsWith(Catalogue.OURS))
                .filter(name -> catalogue.settings().stream().noneMatch(known -> covers(known, name)))
                .toList();
    }

    /** Of what the scripts read themselves. */
    private static final Set<String> SCRIPTS =
            Set.of("cezbekhome", "cezbekengineopts", "cezbektestconsul", "cezbektestvault");

    private static boolean covers(Catalogue.Setting known, String name) {
        String actual = plain(name);
        return SCRIPTS.contains(actual)
                || (known.type().startsWith("java.util.Map")
                        ? actual.startsWith(plain(known.name()))
                        : actual.equals(plain(known.name())));
    }

    /** Without what an environment variable cannot spell, so that all spellings of a name are one. */
    private static String plain(String name) {
        return name.replaceAll("\\[\\d+]", "").replaceAll("[.-]", "").toLowerCase(Locale.ROOT);
    }

    private Effective effective(Catalogue.Setting setting) {
        return found(setting.name())
                .map(property -> shown(setting.name(), property))
                .orElseGet(() -> new Effective(setting.name(), resolved(setting.byDefault()), BY_DEFAULT));
    }

    private Effective shown(String name, ConfigurationProperty property) {
        return new Effective(name, value(name, property), from(property));
    }

    private Optional<ConfigurationProperty> found(String name) {
        ConfigurationPropertyName wanted = ConfigurationPropertyName.adapt(name, '.');
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            @Nullable ConfigurationProperty property = source.getConfigurationProperty(wanted);
            if (property == null && source.containsDescendantOf(wanted) == ConfigurationPropertyState.PRESENT) {
                property = source.getConfigurationProperty(wanted.append("[0]"));
            }
            if (property != null) {
                return Optional.of(property);
            }
        }
        return Optional.empty();
    }

    private String value(String name, ConfigurationProperty property) {
        if (isOf(property, VaultLayer.NAME) || isSecret(name)) {
            return HIDDEN;
        }
        return IN_ADDRESS.matcher(text(name, property)).replaceAll("$1$3" + HIDDEN + "$2");
    }

    private String text(String name, ConfigurationProperty property) {
        try {
            if (property.getName().isLastElementIndexed() && !name.endsWith("]")) {
                return String.join(
                        ",",
                        Binder.get(environment)
                                .bind(ConfigurationPropertyName.adapt(name, '.'), Bindable.listOf(String.class))
                                .orElse(List.of()));
            }
            return resolved(String.valueOf(property.getValue()));
        } catch (RuntimeException unresolvable) {
            return String.valueOf(property.getValue());
        }
    }

    /** A default may be made of another setting, as the public address is of the port. */
    private String resolved(String text) {
        return environment.resolvePlaceholders(text);
    }

    static boolean isSecret(String name) {
        ConfigurationPropertyName property = ConfigurationPropertyName.adapt(name, '.');
        if (property.isEmpty()) {
            return true;
        }
        String last = property.isLastElementIndexed()
                ? property.getParent().getLastElement(Form.UNIFORM)
                : property.getLastElement(Form.UNIFORM);
        return SECRET.matcher(last).matches();
    }

    private static boolean isOf(ConfigurationProperty property, String source) {
        ConfigurationPropertySource from = property.getSource();
        return from != null
                && from.getUnderlyingSource() instanceof PropertySource<?> underlying
                && underlying.getName().equals(source);
    }

    private static String from(ConfigurationProperty property) {
        ConfigurationPropertySource from = property.getSource();
        Object underlying = from == null ? null : from.getUnderlyingSource();
        String name = underlying instanceof PropertySource<?> source ? source.getName() : "";
        PropertySourceOrigin place = property.getOrigin() instanceof PropertySourceOrigin found ? found : null;
        Origin origin = place == null ? null : place.getOrigin();
        return switch (name) {
            case "commandLineArgs" -> "command line";
            case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME -> "command line, -D";
            case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME ->
                "environment" + (place == null ? "" : " " + place.getPropertyName());
            default -> {
                if (underlying instanceof RemoteLayer layer) {
                    yield layer.toString();
                }
                yield origin instanceof TextResourceOrigin text
                        ? inFile(text)
                        : origin == null ? name : origin.toString();
            }
        };
    }

    private static String inFile(TextResourceOrigin origin) {
        Resource resource = origin.getResource();
        if (resource == null || resource.getDescription().startsWith("class path")) {
            return BY_DEFAULT;
        }
        String file = resource.getFilename() == null ? resource.getDescription() : resource.getFilename();
        try {
            file = resource.getFile().toString();
        } catch (java.io.IOException inAnArchive) {
            // Its name must do.
        }
        TextResourceOrigin.Location location = origin.getLocation();
        return location == null ? file : file + ":" + (location.getLine() + 1);
    }

    /** Names that stand in a layer over the defaults, as the layer spells them where it is no environment. */
    private List<String> namesSet() {
        List<String> names = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (!(source instanceof IterableConfigurationPropertySource iterable)
                    || !(source.getUnderlyingSource() instanceof PropertySource<?> underlying)
                    || underlying.getName().contains("class path resource")) {
                continue;
            }
            iterable.stream()
                    .map(ConfigurationPropertyName::toString)
                    .filter(name ->
                            name.startsWith(Catalogue.OURS) || OTHERS.stream().anyMatch(name::startsWith))
                    .filter(name -> !names.contains(name))
                    .forEach(names::add);
        }
        return names;
    }
}
