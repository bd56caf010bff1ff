package id.kezbek.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What operators may set.
 *
 * @param issuer the name that the built-in issuer signs with, and the only one it believes
 * @param tokenTtl how long a partner's token is good
 * @param refreshTokenTtl how long a refresh token is good
 * @param failedSignaturesMax how many wrong signatures an address may send before it is slowed
 */
@ConfigurationProperties("cezbek.access")
public record AccessSettings(
        @DefaultValue("cezbek-engine") String issuer,
        @DefaultValue("1h") Duration tokenTtl,
        @DefaultValue("30d") Duration refreshTokenTtl,
        @DefaultValue("10") int failedSignaturesMax) {}
