package id.kezbek.payouts.providers.http;

import id.kezbek.payouts.provider.PayoutProvider;

/**
 * A provider of this engine. Its folder declares one as a bean; nothing lists it a second time.
 *
 * @param name its name in the settings, {@code cezbek.providers.<name>}
 * @param code its code in fees and attempts
 */
public record ProviderRegistration(String name, String code, ProviderSettings settings, Adapter adapter) {

    /** Makes the adapter of a provider with an address. */
    @FunctionalInterface
    public interface Adapter {
        PayoutProvider on(Line line, ProviderSettings settings);
    }
}
