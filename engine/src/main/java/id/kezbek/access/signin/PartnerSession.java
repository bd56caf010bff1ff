package id.kezbek.access.signin;

import java.time.Duration;

/** The result of a partner system's log-in. */
public record PartnerSession(String code, String company, String token, String refreshToken, Duration timeToLive) {

    @Override
    public String toString() {
        return "PartnerSession[" + code + "]";
    }
}
