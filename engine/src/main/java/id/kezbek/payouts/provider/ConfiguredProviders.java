package id.kezbek.payouts.provider;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The providers that have a base URL in this installation. Providers without a base URL are never candidates. */
public final class ConfiguredProviders {

    private final Map<String, PayoutProvider> byCode;

    public ConfiguredProviders(List<PayoutProvider> providers) {
        this.byCode =
                providers.stream().collect(Collectors.toUnmodifiableMap(PayoutProvider::code, Function.identity()));
    }

    public Optional<PayoutProvider> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    public Collection<PayoutProvider> all() {
        return byCode.values();
    }

    /** The longest timeout of all providers; zero if there are no providers. */
    public Duration longestRequestTimeout() {
        return byCode.values().stream()
                .map(provider -> provider.capabilities().requestTimeout())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
