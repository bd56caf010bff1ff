package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Digests;
import java.util.UUID;

/** A partner, found by its API key. The object can verify the partner's signatures. */
public final class SigningPartner {

    private final UUID credential;
    private final PartnerId id;
    private final String code;
    private final String company;
    private final Partner.State state;
    private final byte[] secret;

    public SigningPartner(
            UUID credential, PartnerId id, String code, String company, Partner.State state, byte[] secret) {
        this.credential = credential;
        this.id = id;
        this.code = code;
        this.company = company;
        this.state = state;
        this.secret = secret.clone();
    }

    /** The id of the credential that signs requests. */
    public UUID credential() {
        return credential;
    }

    public PartnerId id() {
        return id;
    }

    public String code() {
        return code;
    }

    public String company() {
        return company;
    }

    public boolean isActive() {
        return state == Partner.State.ACTIVE;
    }

    /** The HMAC-SHA256 of the message with the partner's secret. The secret never leaves this object. */
    public byte[] sign(String message) {
        return Digests.hmacSha256(secret, message);
    }
}
