package id.kezbek.payouts.providers.snap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that only DANA has, {@code cezbek.providers.dana.*}.
 *
 * @param privateKey our private key of RSA in PKCS#8, as PEM
 * @param signature SYMMETRIC: calls have an access token and an HMAC with the client secret; ASYMMETRIC: calls have no
 *     token and are signed with the private key
 * @param channelId the value of CHANNEL-ID
 * @param tokenPath the path of access tokens
 * @param topUpPath the path of top-ups. It is signed; the sandbox and production differ
 * @param statusPath the path of the status of a top-up
 */
@ConfigurationProperties("cezbek.providers.dana")
record SnapSettings(
        @Nullable String privateKey,
        @DefaultValue("SYMMETRIC") Mode signature,
        @DefaultValue("95221") String channelId,
        @DefaultValue("/v1.0/access-token/b2b") String tokenPath,
        @DefaultValue("/v1.0/emoney/topup.htm") String topUpPath,
        @DefaultValue("/v1.0/emoney/topup-status.htm") String statusPath) {

    /** How calls are signed. */
    enum Mode {
        SYMMETRIC,
        ASYMMETRIC
    }

    /** Leaves out the key, so that settings can be logged. */
    @Override
    public String toString() {
        return "SnapSettings[" + signature + "]";
    }
}
