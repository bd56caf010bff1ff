package id.kezbek.access;

import java.time.Duration;

/** What a partner's system gets for its signature. */
public record PartnerSession(String code, String company, String token, String refreshToken, Duration timeToLive) {

    @Override
    public String toString() {
        return "PartnerSession[" + code + "]";
    }
}
