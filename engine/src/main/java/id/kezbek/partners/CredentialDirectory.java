package id.kezbek.partners;

import id.kezbek.partners.credentials.Credentials;
import id.kezbek.partners.credentials.KnownCredential;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Finds partners by API key. The search always reads the database, so that a revoked key fails at once. {@link #isGood}
 * uses a cache, because it runs at each request.
 */
@Component
public class CredentialDirectory {

    private final Credentials credentials;
    private final Clock clock;
    /** The expiry times. A credential that is not in this map does not expire. */
    private final Snapshot<Map<UUID, Instant>> ends;

    CredentialDirectory(Credentials credentials, DataVersions versions, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
        this.ends = new Snapshot<>(PartnerDirectory.SETTINGS, versions, credentials::ends);
    }

    /** The partner with this key, even if the partner is suspended; empty if the key has expired. */
    public Optional<SigningPartner> find(String apiKey) {
        return credentials.find(apiKey, clock.instant());
    }

    /** Whether the credential is valid, according to the cached expiry times. */
    public boolean isGood(UUID credential) {
        Instant end = ends.current().get(credential);
        return end == null || clock.instant().isBefore(end);
    }

    /** Records that the credential has opened a session. */
    public void noteUse(SigningPartner signer) {
        credentials.noteUse(signer.credential(), clock.instant());
    }

    /** A partner's newest credentials, including expired credentials, the newest first. */
    public List<KnownCredential> of(PartnerId partner) {
        return credentials.of(partner);
    }
}
