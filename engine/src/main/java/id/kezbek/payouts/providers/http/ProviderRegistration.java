package id.kezbek.payouts.providers.http;

import id.kezbek.payouts.callback.CallbackScheme;
import id.kezbek.payouts.callback.SignedCallbacks;
import id.kezbek.payouts.provider.PayoutProvider;

/**
 * A provider that this engine supports. The provider's package declares the registration as a bean; there is no other
 * list of providers.
 *
 * @param name the provider's name in the settings, {@code cezbek.providers.<name>}
 * @param code the provider's code in fees and attempts
 * @param callbacks how the provider proves and formats its callbacks
 */
public record ProviderRegistration(
        String name, String code, ProviderSettings settings, Adapter adapter, CallbackScheme callbacks) {

    /** A provider that uses the engine's own callback scheme. */
    public ProviderRegistration(String name, String code, ProviderSettings settings, Adapter adapter) {
        this(name, code, settings, adapter, new SignedCallbacks());
    }

    /** Creates the adapter of a provider with a base URL. */
    @FunctionalInterface
    public interface Adapter {
        PayoutProvider on(Line line, ProviderSettings settings);
    }
}
