package id.kezbek.payouts.providers.snap;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a provider that uses SNAP; their prefix is {@code cezbek.providers.<name>}.
 *
 * @param privateKey our RSA private key in PKCS#8, as PEM
 */
record SnapSettings(@Nullable String privateKey, Mode signature, String channelId, Paths paths) {

    /** How calls are signed. */
    enum Mode {
        SYMMETRIC,
        ASYMMETRIC
    }

    /** The paths of the SNAP services. The signatures cover these paths. */
    record Paths(String token, String topUp, String status, String account) {}

    /** The text does not contain the private key, so that the settings can be logged. */
    @Override
    public String toString() {
        return "SnapSettings[" + signature + "]";
    }
}
