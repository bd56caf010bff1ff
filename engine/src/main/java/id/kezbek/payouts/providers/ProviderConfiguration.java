package id.kezbek.payouts.providers;

import id.kezbek.payouts.callback.CallbackKeys;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.providers.gopaid.GoPaid;
import id.kezbek.payouts.providers.http.Line;
import id.kezbek.payouts.providers.http.ProviderSettings;
import id.kezbek.payouts.providers.josvo.Josvo;
import id.kezbek.payouts.providers.linksaja.LinkSaja;
import id.kezbek.payouts.providers.middletrans.Middletrans;
import id.kezbek.payouts.providers.xenit.Xenit;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates an adapter for each provider with an address. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProviderProperties.class)
class ProviderConfiguration {

    @FunctionalInterface
    private interface Adapter {
        PayoutProvider on(Line line, ProviderSettings settings);
    }

    private record Signer(String name, String code, ProviderSettings settings) {}

    private static final Logger log = LoggerFactory.getLogger(ProviderConfiguration.class);

    @Bean
    CircuitBreakerRegistry providerBreakers(Clock clock) {
        return ProviderLines.breakers(clock);
    }

    @Bean
    TaggedCircuitBreakerMetrics providerBreakerMetrics(CircuitBreakerRegistry providerBreakers) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(providerBreakers);
    }

    @Bean
    ProviderLines providerLines(CircuitBreakerRegistry providerBreakers, Clock clock) {
        return new ProviderLines(providerBreakers, clock);
    }

    @Bean
    ConfiguredProviders configuredProviders(ProviderLines lines, ProviderProperties properties, Clock clock) {
        List<PayoutProvider> providers = new ArrayList<>();
        add(
                providers,
                lines,
                LinkSaja.NAME,
                properties.linksaja(),
                (line, settings) -> new LinkSaja(line, settings, clock));
        add(providers, lines, GoPaid.NAME, properties.gopaid(), GoPaid::new);
        add(providers, lines, Josvo.NAME, properties.josvo(), Josvo::new);
        add(providers, lines, Middletrans.NAME, properties.middletrans(), Middletrans::new);
        add(providers, lines, Xenit.NAME, properties.xenit(), Xenit::new);
        return new ConfiguredProviders(providers);
    }

    @Bean
    CallbackKeys callbackKeys(ProviderProperties properties) {
        return new CallbackKeys(Stream.of(
                        new Signer(LinkSaja.NAME, LinkSaja.CODE, properties.linksaja()),
                        new Signer(GoPaid.NAME, GoPaid.CODE, properties.gopaid()),
                        new Signer(Josvo.NAME, Josvo.CODE, properties.josvo()),
                        new Signer(Middletrans.NAME, Middletrans.CODE, properties.middletrans()),
                        new Signer(Xenit.NAME, Xenit.CODE, properties.xenit()))
                .filter(signer -> signer.settings().isConfigured())
                .map(ProviderConfiguration::key)
                .toList());
    }

    private static CallbackKeys.Key key(Signer signer) {
        String secret = signer.settings().callbackSecret();
        if (secret == null) {
            log.info(
                    "Callbacks of {} are refused: cezbek.providers.{}.callback-secret is not set",
                    signer.code(),
                    signer.name());
        }
        return new CallbackKeys.Key(signer.name(), signer.code(), secret);
    }

    private static void add(
            List<PayoutProvider> providers,
            ProviderLines lines,
            String name,
            ProviderSettings settings,
            Adapter adapter) {
        if (settings.isConfigured()) {
            providers.add(adapter.on(lines.open(name, settings), settings));
        }
    }
}
