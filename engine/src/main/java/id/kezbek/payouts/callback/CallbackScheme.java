package id.kezbek.payouts.callback;

import id.kezbek.shared.Refusal;
import java.time.Duration;
import java.util.Optional;

/** How a provider proves that it sent a callback, and how it writes one. */
public interface CallbackScheme {

    /** The header with the proof. */
    String header();

    /**
     * Whether the header proves that the provider sent this body. The comparison takes the same time for every value.
     *
     * @param secret the provider's callback secret from the settings
     * @param given the header's value; empty if it is missing
     */
    boolean proves(String secret, String given, byte[] body);

    /** The maximum size of a callback. */
    int maxBytes();

    /** The oldest time of sending that is accepted; empty for the engine's setting. */
    Optional<Duration> maxAge();

    /**
     * Reads a proven callback.
     *
     * @throws Refusal BAD_PAYLOAD if it cannot be read
     */
    Callback read(byte[] body);
}
