package id.kezbek.payouts.providers.snap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that only DANA has, {@code cezbek.providers.dana.*}.
 *
 * @param privateKey our RSA private key in PKCS#8, as PEM
 * @param signature SYMMETRIC: calls have an access token and an HMAC with the client secret; ASYMMETRIC: calls have no
 *     token and are signed with the private key
 * @param channelId the value of CHANNEL-ID
 * @param tokenPath the path of access tokens
 * @param topUpPath the path of top-ups. The signature covers it; the sandbox and production have different paths
 * @param statusPath the path of the status of a top-up
 * @param accountPath the path of the inquiry about a customer's account
 * @param merchantId our merchant id at DANA; without it the engine does not ask for the balance
 */
@ConfigurationProperties("cezbek.providers.dana")
record DanaSettings(
        @Nullable String privateKey,
        @DefaultValue("SYMMETRIC") SnapSettings.Mode signature,
        @DefaultValue("95221") String channelId,
        @DefaultValue("/v1.0/access-token/b2b") String tokenPath,
        @DefaultValue("/v1.0/emoney/topup.htm") String topUpPath,
        @DefaultValue("/v1.0/emoney/topup-status.htm") String statusPath,
        @DefaultValue("/v1.0/emoney/account-inquiry.htm") String accountPath,
        @Nullable String merchantId) {

    SnapSettings common() {
        return new SnapSettings(
                privateKey,
                signature,
                channelId,
                new SnapSettings.Paths(tokenPath, topUpPath, statusPath, accountPath));
    }

    /** The text does not contain the private key, so that the settings can be logged. */
    @Override
    public String toString() {
        return "DanaSettings[" + signature + "]";
    }
}
