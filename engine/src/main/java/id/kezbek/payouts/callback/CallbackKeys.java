package id.kezbek.payouts.callback;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys that providers use to sign callbacks. */
public final class CallbackKeys {

    /**
     * One provider's key.
     *
     * @param name the provider's name in the settings
     * @param code the provider's code in fees and attempts
     * @param secret null if no secret is set; then callbacks are rejected
     * @param scheme the proof and the format of the provider's callbacks
     */
    public record Key(String name, String code, @Nullable String secret, CallbackScheme scheme) {

        public Key(String name, String code, @Nullable String secret) {
            this(name, code, secret, new SignedCallbacks());
        }

        @Override
        public String toString() {
            return "Key[" + code + "]";
        }
    }

    private final Map<String, Key> byNameAndCode;

    public CallbackKeys(List<Key> keys) {
        this.byNameAndCode = keys.stream()
                .flatMap(key -> Stream.of(Map.entry(folded(key.name()), key), Map.entry(folded(key.code()), key)))
                // If a provider's code equals its name, the stream contains the same entry twice.
                .distinct()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * The scheme of a provider.
     *
     * @param provider the provider's code or name
     * @throws Refusal NOT_FOUND for an unknown provider
     */
    public CallbackScheme scheme(String provider) {
        return key(provider).scheme();
    }

    /**
     * Verifies the signature of a body and returns the provider's code.
     *
     * @param provider the provider's code or name
     * @param signature the value of the header with the proof
     * @throws Refusal NOT_FOUND for an unknown provider, OUT_OF_SERVICE for a provider without a secret, UNAUTHORIZED
     *     for a wrong signature
     */
    public String requireSigned(String provider, @Nullable String signature, byte[] body) {
        Key key = key(provider);
        String secret = key.secret();
        if (secret == null) {
            throw new Refusal(
                    ErrorCode.OUT_OF_SERVICE,
                    "the engine accepts no callbacks of this provider; its callback secret is not set");
        }
        CallbackScheme scheme = key.scheme();
        if (!scheme.proves(secret, signature == null ? "" : signature, body)) {
            throw new Refusal(
                    ErrorCode.UNAUTHORIZED, scheme.header() + " does not match the body and this provider's secret");
        }
        return key.code();
    }

    private Key key(String provider) {
        Key key = byNameAndCode.get(folded(provider));
        if (key == null) {
            throw new Refusal(ErrorCode.NOT_FOUND, "no provider has this code");
        }
        return key;
    }

    private static String folded(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
