package id.kezbek.payouts.callback;

import id.kezbek.shared.Refusal;
import java.time.Duration;
import java.util.Optional;

/** How a provider proves that it sent a callback, and the format of its callbacks. */
public interface CallbackScheme {

    /** The header that contains the proof. */
    String header();

    /**
     * Whether the header proves that the provider sent this body. Compare in constant time, to prevent timing attacks.
     *
     * @param secret the provider's callback secret from the settings
     * @param given the header's value; empty if the header is missing
     */
    boolean proves(String secret, String given, byte[] body);

    /** The maximum size of a callback body. */
    int maxBytes();

    /** The maximum age of a callback, counted from its time of sending; empty for the engine's setting. */
    Optional<Duration> maxAge();

    /**
     * Reads the body of a callback after its proof was checked.
     *
     * @throws Refusal BAD_PAYLOAD if the callback cannot be read
     */
    Callback read(byte[] body);
}
