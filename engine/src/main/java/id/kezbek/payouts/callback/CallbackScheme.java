package id.kezbek.payouts.callback;

import id.kezbek.shared.Refusal;
import java.time.Duration;
import java.util.Optional;

/** How a provider proves that it sent a callback, and the format of its callbacks. */
public interface CallbackScheme {

    /** The header that contains the proof. */
    String header();

    /**
     * Whether the header proves that the provider sent this body. The comparison takes the same time for every value,
     * to prevent timing attacks.
     *
     * @param secret the provider's callback secret from the settings
     * @param given the header's value; empty if the header is missing
     */
    boolean proves(String secret, String given, byte[] body);

    /** The maximum size of a callback body. */
    int maxBytes();

    /** The maximum age of a callback by its time of sending; empty if the engine's setting applies. */
    Optional<Duration> maxAge();

    /**
     * Reads a proven callback.
     *
     * @throws Refusal BAD_PAYLOAD if the callback cannot be read
     */
    Callback read(byte[] body);
}
