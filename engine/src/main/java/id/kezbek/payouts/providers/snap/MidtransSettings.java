package id.kezbek.payouts.providers.snap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that only Midtrans has, {@code cezbek.providers.midtrans.*}.
 *
 * @param privateKey our RSA private key in PKCS#8, as PEM
 * @param channelId the value of CHANNEL-ID that Midtrans assigned
 * @param tokenPath the path of access tokens
 * @param topUpPath the path of top-ups. The signature covers it
 * @param statusPath the path of the status of a transfer
 * @param accountPath the path of the inquiry about a customer's account
 */
@ConfigurationProperties("cezbek.providers.midtrans")
record MidtransSettings(
        @Nullable String privateKey,
        @DefaultValue("95221") String channelId,
        @DefaultValue("/v1.0/access-token/b2b") String tokenPath,
        @DefaultValue("/v1.0/emoney/topup") String topUpPath,
        @DefaultValue("/v1.0/transfer/status") String statusPath,
        @DefaultValue("/v1.0/emoney/account-inquiry") String accountPath) {

    SnapSettings common() {
        return new SnapSettings(
                privateKey,
                SnapSettings.Mode.SYMMETRIC,
                channelId,
                new SnapSettings.Paths(tokenPath, topUpPath, statusPath, accountPath));
    }

    /** The text does not contain the private key, so that the settings can be logged. */
    @Override
    public String toString() {
        return "MidtransSettings[" + channelId + "]";
    }
}
