package id.kezbek.payouts.providers;

import id.kezbek.limits.OutgoingCalls;
import id.kezbek.payouts.callback.CallbackKeys;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.providers.http.ProviderRegistration;
import id.kezbek.payouts.providers.http.ProviderSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Creates an adapter for each provider with a base URL. The packages below this one register the providers. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
class ProviderConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ProviderConfiguration.class);

    @Bean
    CircuitBreakerRegistry providerBreakers(Clock clock) {
        return ProviderLines.breakers(clock);
    }

    @Bean
    TaggedCircuitBreakerMetrics providerBreakerMetrics(CircuitBreakerRegistry providerBreakers) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(providerBreakers);
    }

    /** Commands that need no engine have no shared permits, so their calls are not limited. */
    @Bean
    ProviderLines providerLines(
            CircuitBreakerRegistry providerBreakers, ObjectProvider<OutgoingCalls> permits, Clock clock) {
        OutgoingCalls shared = permits.getIfAvailable();
        return new ProviderLines(
                providerBreakers, shared == null ? (calls, perMinute) -> Duration.ZERO : shared::take, clock);
    }

    @Bean
    ConfiguredProviders configuredProviders(ProviderLines lines, List<ProviderRegistration> registered, Clock clock) {
        return new ConfiguredProviders(registered.stream()
                .filter(provider -> provider.settings().isConfigured())
                .map(provider -> adapter(lines, provider, clock))
                .toList());
    }

    private static PayoutProvider adapter(ProviderLines lines, ProviderRegistration provider, Clock clock) {
        ProviderSettings settings = provider.settings();
        PayoutProvider adapter = provider.adapter().on(lines.open(provider.name(), settings), settings);
        return settings.accountInquiry() ? new AsksAccountsFirst(adapter, clock) : adapter;
    }

    @Bean
    CallbackKeys callbackKeys(List<ProviderRegistration> registered) {
        return new CallbackKeys(registered.stream()
                .filter(provider -> provider.settings().isConfigured())
                .map(ProviderConfiguration::key)
                .toList());
    }

    private static CallbackKeys.Key key(ProviderRegistration provider) {
        String secret = provider.settings().callbackSecret();
        if (secret == null) {
            log.info(
                    "Callbacks of {} are rejected: cezbek.providers.{}.callback-secret is not set",
                    provider.code(),
                    provider.name());
        }
        return new CallbackKeys.Key(provider.name(), provider.code(), secret, provider.callbacks());
    }
}
