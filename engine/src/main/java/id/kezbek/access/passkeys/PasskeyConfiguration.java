package id.kezbek.access.passkeys;

import id.kezbek.access.passkeys.PasskeySettings.Rule;
import id.kezbek.shared.settings.Live;
import id.kezbek.shared.settings.LiveSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The settings of passkeys, which may change while the engine runs. */
@Configuration
class PasskeyConfiguration {

    /**
     * @throws IllegalArgumentException if passkeys are required, but the public address is not set or not usable for
     *     passkeys
     */
    @Bean
    Live<PasskeySettings> passkeySettings(LiveSettings settings, RelyingParty relyingParty) {
        return settings.bound("cezbek.access.passkeys", PasskeySettings.class, values -> {
            if (values.staff() == Rule.REQUIRED && !(relyingParty.isSet() && relyingParty.isUsable())) {
                throw new IllegalArgumentException(
                        "cezbek.access.passkeys.staff is REQUIRED, but browsers allow passkeys only at an https address"
                                + " with a host name; set cezbek.public-url to the https address that people open");
            }
        });
    }
}
