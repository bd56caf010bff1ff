package id.kezbek.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of access.
 *
 * @param issuer the name of the built-in issuer, and the only one it accepts
 * @param tokenTtl the lifetime of a token
 * @param refreshTokenTtl the lifetime of a refresh token
 * @param sessionTtl the maximum duration of a person's session, with any number of refreshes
 * @param systemSessionTtl the maximum duration of a partner system's session; then the system must sign again
 * @param browserIdle the time after which a session in a browser is over if nobody uses it
 * @param failedSignaturesMax the number of wrong signatures after which the engine slows an address
 */
@ConfigurationProperties("cezbek.access")
public record AccessSettings(
        @DefaultValue("cezbek-engine") String issuer,
        @DefaultValue("1h") Duration tokenTtl,
        @DefaultValue("30d") Duration refreshTokenTtl,
        @DefaultValue("12h") Duration sessionTtl,
        @DefaultValue("90d") Duration systemSessionTtl,
        @DefaultValue("30m") Duration browserIdle,
        @DefaultValue("10") int failedSignaturesMax) {}
