package id.kezbek.payouts.providers.snap;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a provider that speaks SNAP; their prefix is {@code cezbek.providers.<name>}.
 *
 * @param privateKey our private key of RSA in PKCS#8, as PEM
 */
record SnapSettings(@Nullable String privateKey, Mode signature, String channelId, Paths paths) {

    /** How calls are signed. */
    enum Mode {
        SYMMETRIC,
        ASYMMETRIC
    }

    /** The paths of the services. They are signed. */
    record Paths(String token, String topUp, String status, String account) {}

    /** Leaves out the key, so that settings can be logged. */
    @Override
    public String toString() {
        return "SnapSettings[" + signature + "]";
    }
}
