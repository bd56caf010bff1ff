package id.kezbek.payouts.providers;

import id.kezbek.payouts.callback.CallbackKeys;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.providers.http.ProviderRegistration;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/** The adapters of the configured providers, for commands that call providers without a running engine. */
public final class ProvidersAlone implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    /** @param changes settings that replace the environment's settings */
    public ProvidersAlone(ConfigurableEnvironment environment, Map<String, Object> changes, Clock clock) {
        StandardEnvironment changed = new StandardEnvironment();
        MutablePropertySources sources = changed.getPropertySources();
        List.copyOf(sources.stream().toList()).forEach(source -> sources.remove(source.getName()));
        environment.getPropertySources().stream()
                // This source only repeats the values of the other sources, and Spring Boot creates it again.
                .filter(source -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
                .forEach(sources::addLast);
        sources.addFirst(new MapPropertySource("changes", changes));
        context.setEnvironment(changed);
        context.registerBean(Clock.class, () -> clock);
        context.register(ProviderConfiguration.class);
        context.refresh();
    }

    /** The names of all supported providers, as used in the settings. */
    public Collection<String> names() {
        return registrations().stream().map(ProviderRegistration::name).sorted().toList();
    }

    /** The registration of a provider, found by name or code. */
    public Optional<ProviderRegistration> registration(String nameOrCode) {
        return registrations().stream()
                .filter(one ->
                        one.name().equalsIgnoreCase(nameOrCode) || one.code().equalsIgnoreCase(nameOrCode))
                .findFirst();
    }

    /** The adapter of a provider; empty if the provider has no base URL. */
    public Optional<PayoutProvider> find(String code) {
        return context.getBean(ConfiguredProviders.class).find(code);
    }

    public CallbackKeys callbackKeys() {
        return context.getBean(CallbackKeys.class);
    }

    @Override
    public void close() {
        context.close();
    }

    private Collection<ProviderRegistration> registrations() {
        return context.getBeansOfType(ProviderRegistration.class).values();
    }
}
