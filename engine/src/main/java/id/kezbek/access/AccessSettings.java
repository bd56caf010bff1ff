package id.kezbek.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What operators may set.
 *
 * @param issuer the name that the built-in issuer signs with, and the only one it believes
 * @param tokenTtl how long a token is good
 * @param refreshTokenTtl how long a refresh token is good
 * @param sessionTtl how long a person's session lasts at the most, however often it is refreshed
 * @param systemSessionTtl the same for a partner's system, which then signs anew
 * @param failedSignaturesMax how many wrong signatures an address may send before it is slowed
 */
@ConfigurationProperties("cezbek.access")
public record AccessSettings(
        @DefaultValue("cezbek-engine") String issuer,
        @DefaultValue("1h") Duration tokenTtl,
        @DefaultValue("30d") Duration refreshTokenTtl,
        @DefaultValue("12h") Duration sessionTtl,
        @DefaultValue("90d") Duration systemSessionTtl,
        @DefaultValue("10") int failedSignaturesMax) {}
