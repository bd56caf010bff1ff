package id.kezbek.access.passkeys;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of passkeys.
 *
 * @param staff OPTIONAL: staff who have a passkey must use it to log in; REQUIRED: staff who have none must also
 *     register one at their next log-in
 */
@ConfigurationProperties("cezbek.access.passkeys")
public record PasskeySettings(@DefaultValue("OPTIONAL") Rule staff) {

    /** Which staff need a passkey. */
    public enum Rule {
        OPTIONAL,
        REQUIRED
    }
}
