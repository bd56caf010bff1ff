package id.kezbek.payouts.conformance;

import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.providers.ProvidersAlone;
import id.kezbek.payouts.providers.http.ProviderRegistration;
import id.kezbek.payouts.providers.http.ProviderSettings;
import id.kezbek.shared.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;

/** Checks the promises of the provider port with the provider's real adapter and the given settings. */
public final class Conformance {

    /** Waits between two inquiries. */
    @FunctionalInterface
    public interface Pause {
        void pause(Duration wait) throws InterruptedException;
    }

    private static final String WRONG = "conformance-wrong-";

    private final ConfigurableEnvironment environment;
    private final Clock clock;
    private final Ids ids;
    private final Pause pause;

    public Conformance(ConfigurableEnvironment environment, Clock clock, Ids ids, Pause pause) {
        this.environment = environment;
        this.clock = clock;
        this.ids = ids;
        this.pause = pause;
    }

    /**
     * Checks every promise.
     *
     * @throws IllegalArgumentException if the provider is unknown or its settings are not usable
     */
    public Report run(Plan plan) throws InterruptedException {
        try (ProvidersAlone providers = new ProvidersAlone(environment, Map.of(), clock)) {
            ProviderRegistration registration = providers
                    .registration(plan.provider())
                    .orElseThrow(() -> new IllegalArgumentException(
                            plan.provider() + " is no provider; there are " + String.join(", ", providers.names())));
            ProviderSettings settings = registration.settings();
            String prefix = "cezbek.providers." + registration.name() + ".";
            PayoutProvider provider = providers
                    .find(registration.code())
                    .orElseThrow(() -> new IllegalArgumentException(prefix + "base-url is not set"));
            try (LossyRelay relay = LossyRelay.start(settings.requiredBaseUrl(registration.name()));
                    CallbackListener listener = CallbackListener.start(
                            plan.callbackPort(), registration.callbacks(), settings.callbackSecret());
                    ProvidersAlone lossy = new ProvidersAlone(
                            environment,
                            Map.of(prefix + "base-url", relay.address().toString()),
                            clock);
                    ProvidersAlone strangers = new ProvidersAlone(environment, wrong(prefix, settings), clock)) {
                Trials trials = new Trials(
                        plan,
                        provider,
                        lossy.find(registration.code()).orElseThrow(),
                        strangers.find(registration.code()).orElseThrow(),
                        relay,
                        listener,
                        new Orders(plan, clock, ids, pause));
                return new Report(registration.code(), settings.requiredBaseUrl(registration.name()), trials.all());
            }
        }
    }

    /** Replaces all credentials by wrong ones, because a provider may check only some of them. */
    private static Map<String, Object> wrong(String prefix, ProviderSettings settings) {
        Map<String, Object> changes = new HashMap<>();
        if (settings.username() != null) {
            changes.put(prefix + "username", WRONG + "user");
        }
        if (settings.password() != null) {
            changes.put(prefix + "password", WRONG + "password");
        }
        if (settings.apiKey() != null) {
            changes.put(prefix + "api-key", WRONG + "key");
        }
        return changes;
    }
}
