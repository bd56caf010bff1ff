package id.kezbek.payouts.conformance;

import id.kezbek.payouts.provider.AccessAnswer;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.providers.ProvidersAlone;
import id.kezbek.payouts.providers.http.ProviderRegistration;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.ConfigurableEnvironment;

/** Checks the credentials of configured providers with requests that move no money. */
public final class CheckAccess {

    private final ProvidersAlone providers;

    /**
     * @throws RuntimeException if the settings of a provider are not usable; the engine does not start with such
     *     settings
     */
    public CheckAccess(ConfigurableEnvironment environment, Clock clock) {
        this.providers = new ProvidersAlone(environment, Map.of(), clock);
    }

    /**
     * Checks one provider.
     *
     * @param name the provider's name in the settings
     * @return the problem, as text after the provider's name; empty if the provider accepts the credentials or has no
     *     such check
     */
    public Optional<String> problem(String name) {
        return providers
                .registration(name)
                .map(ProviderRegistration::code)
                .flatMap(providers::find)
                .map(PayoutProvider::access)
                .flatMap(CheckAccess::problem);
    }

    private static Optional<String> problem(AccessAnswer answer) {
        return switch (answer) {
            case AccessAnswer.Granted granted -> Optional.empty();
            case AccessAnswer.NotOffered none -> Optional.empty();
            case AccessAnswer.Denied denied -> Optional.of("refuses the credentials (" + denied.reason() + ")");
            case AccessAnswer.NotAvailable none ->
                Optional.of("did not answer the check of the credentials (" + none.reason() + ")");
        };
    }
}
