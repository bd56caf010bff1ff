package id.kezbek.payouts.providers.xendit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that only Xendit has, {@code cezbek.providers.xendit.*}.
 *
 * @param channels Xendit's channel code of each wallet code; they are added to the default codes
 */
@ConfigurationProperties("cezbek.providers.xendit")
record XenditSettings(@DefaultValue Map<String, String> channels) {

    private static final Map<String, String> USUAL = Map.of(
            "LSAJA", "ID_LINKAJA",
            "GPAID", "ID_GOPAY",
            "JOSVO", "ID_OVO",
            "DANA", "ID_DANA",
            "SHOPEEPAY", "ID_SHOPEEPAY");

    XenditSettings {
        Map<String, String> all = new HashMap<>(USUAL);
        all.putAll(channels);
        channels = Map.copyOf(all);
    }

    Optional<String> channel(String wallet) {
        return Optional.ofNullable(channels.get(wallet));
    }
}
